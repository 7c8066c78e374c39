package dev.ridethrough.grace;

import dev.ridethrough.wire.Text;

/// Says in words that make sense alone what happened to a request: what, at which path, the likely
/// cause, what now.
public final class Explanation {
  private static final String LOOK_FIRST =
      " The request may or may not have been executed: look at its effect before you send it a second time.";

  private Explanation() {}

  /// The message of an error reply.
  ///
  /// @param exposure what is known of the attempts that were written
  /// @param socket the path as people should read it
  /// @param waitedMillis how long no live daemon worked on the request
  public static String of(
      Failure failure, Outcome outcome, Exposure exposure, String socket, long waitedMillis) {
    return switch (outcome) {
      case NOT_SENT -> "Not sent: " + notSent(failure, socket, waitedMillis);
      case UNKNOWN ->
          "Outcome unknown: " + unknown(failure, exposure, socket, waitedMillis) + LOOK_FIRST;
    };
  }

  /// The message when a bug of ours, or of what we stand on, ended a request.
  public static String ofInternalError(Outcome outcome) {
    return switch (outcome) {
      case NOT_SENT ->
          "Not sent: internal error in the proxy; see its log. Nothing was executed, so it is safe to try again.";
      case UNKNOWN -> "Outcome unknown: internal error in the proxy; see its log." + LOOK_FIRST;
    };
  }

  /// Only why the daemon could not be reached.
  public static String cause(Failure failure, String socket) {
    return failure instanceof Failure.Permanent p
        ? permanent(p, socket)
        : describe(failure, socket) + "; no daemon runs, or it is restarting.";
  }

  private static String unknown(
      Failure failure, Exposure exposure, String socket, long waitedMillis) {
    String wentAway = "the daemon at " + socket + " went away after it took the request";
    String restarted = "; it may have restarted after an update or a crash.";
    return switch (failure) {
      case Failure.Lost _ when exposure.isPoison() ->
          "the daemon at "
              + socket
              + " went away each of the "
              + exposure.losses()
              + " times that it took the request; it may have restarted after an update or a crash, but"
              + " the request itself may be what ends it: see the daemon's log.";
      case Failure.Lost _ -> wentAway + restarted;
      case Failure.Silent _ ->
          "the daemon at " + socket + " has been silent since it took the request" + restarted;
      case Failure.Unknowable u ->
          "the daemon at "
              + socket
              + " can't tell what became of an earlier attempt, and will not execute another ("
              + Text.printable(u.reason())
              + ")"
              + restarted;
      case Failure.NoJournal _ ->
          wentAway
              + "; it may have restarted after an update. The one that runs now keeps no journal (it may be an"
              + " older version) or another one (its store may have been lost), so it was not sent the"
              + " request: it could execute it twice.";
      case Failure.Permanent p ->
          wentAway + restarted + " No other could be asked since: " + permanent(p, socket);
      case Failure.Transient t ->
          wentAway
              + restarted
              + " No other could be asked since ("
              + describe(t, socket)
              + ", after waiting "
              + waitedMillis
              + " ms): see `ridethrough daemon status`.";
    };
  }

  private static String notSent(Failure failure, String socket, long waitedMillis) {
    return switch (failure) {
      case Failure.Permanent p -> permanent(p, socket) + " Nothing was executed.";
      case Failure f ->
          describe(f, socket)
              + (" after waiting "
                  + waitedMillis
                  + " ms; the daemon may be restarting after an update, or is ")
              + "not running: see `ridethrough daemon status`. Nothing was executed, so it is safe to try again.";
    };
  }

  private static String describe(Failure failure, String socket) {
    return switch (failure) {
      case Failure.Missing _ -> "there is no socket at " + socket;
      case Failure.Refused _ -> "nothing listens at " + socket;
      case Failure.BacklogFull _ -> "the queue of the daemon at " + socket + " is still full";
      case Failure.NoDescriptors _ -> "this process has no file descriptor left to reach " + socket;
      case Failure.NotGreeted n when n.timedOut() -> "no greeting from the daemon at " + socket;
      case Failure.NotGreeted _ -> "the daemon at " + socket + " closed the connection";
      case Failure.Unsent _ -> "the daemon at " + socket + " closed the connection";
      case Failure.NotStarted n ->
          "the daemon at " + socket + " does not take requests now (" + n.reason() + ")";
      case Failure f -> "no reply from " + socket + " (" + f + ")";
    };
  }

  private static String permanent(Failure.Permanent failure, String socket) {
    return switch (failure) {
      case Failure.Denied _ ->
          "no permission to use "
              + socket
              + ": it, or a directory above it, belongs to another user. Run as its"
              + " owner, or give another --socket.";
      case Failure.NotASocket n ->
          "at "
              + socket
              + " there is "
              + n.kind()
              + ", not a socket. Move it away, or give another --socket.";
      case Failure.PathTooLong p ->
          "the path "
              + socket
              + " has "
              + p.bytes()
              + " bytes, the kernel takes at most "
              + p.limit()
              + " for a socket. Give a shorter --socket or --home.";
      case Failure.ForeignPeer p ->
          "the process that listens at "
              + socket
              + " belongs to user "
              + p.uid()
              + ", not to you. Find out who started it, or give another --socket.";
      case Failure.Incompatible i ->
          "what listens at "
              + socket
              + " does not speak this protocol ("
              + i.detail()
              + "). Update the older of the two: see `ridethrough daemon status`.";
      case Failure.Other o -> "cannot use " + socket + ": " + o.detail() + ".";
    };
  }
}
