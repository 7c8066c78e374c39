package dev.ridethrough.chaos.check;

/// A stretch of time in microseconds since the scenario began.
public record Span(long from, long to) {
  /// The end of what did not end.
  public static final long OPEN = Long.MAX_VALUE;

  public boolean contains(long at) {
    return from <= at && at <= to;
  }

  /// Whether they share as much as an instant.
  public boolean touches(Span other) {
    return from <= other.to && other.from <= to;
  }

  /// Whether they share more than their ends.
  public boolean overlaps(Span other) {
    return from < other.to && other.from < to;
  }

  /// How long they run together.
  public long shared(Span other) {
    return Math.max(0, Math.min(to, other.to) - Math.max(from, other.from));
  }

  public long length() {
    return to - from;
  }
}
