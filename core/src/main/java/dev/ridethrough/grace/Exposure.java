package dev.ridethrough.grace;

/// What this side knows of the attempts at one request that were written: each may have executed
/// it.
///
/// @param losses how many were written and never answered
/// @param open one is written, or is being written, and not answered yet
/// @param journal the daemon that the last one was written to keeps a journal
public record Exposure(int losses, boolean open, boolean journal) {
  public static final Exposure NONE = new Exposure(0, false, false);

  /// What was lost so often probably ends each daemon that runs it.
  static final int MAX_LOSSES = 3;

  /// The request is about to be written.
  public Exposure write(boolean toJournal) {
    return new Exposure(losses, true, toJournal);
  }

  /// The last attempt executed nothing; that says nothing about those before it.
  public Exposure notExecuted() {
    return new Exposure(losses, false, journal);
  }

  /// The last attempt got no answer.
  public Exposure lose() {
    return new Exposure(losses + 1, false, journal);
  }

  /// Whether an attempt before this one may have executed the request.
  public boolean isExposed() {
    return losses > 0;
  }

  /// How the request ends when it is given up now.
  public Outcome outcome() {
    return open || isExposed() ? Outcome.UNKNOWN : Outcome.NOT_SENT;
  }

  boolean isPoison() {
    return losses >= MAX_LOSSES;
  }
}
