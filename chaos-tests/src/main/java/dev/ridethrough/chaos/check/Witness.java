package dev.ridethrough.chaos.check;

/// One place where a promise was broken.
///
/// @param request the request's number in its history, or -1 when none is concerned
/// @param proxy the number of the proxy that is concerned in its place, or -1
/// @param at when it was broken, in microseconds since the scenario began: when the reply came that
///   should not have, or the deadline passed without one; of what is only counted at the end, when
///   it must have happened by. -1 when nobody can tell
/// @param sentence what happened, for people: one sentence
public record Witness(int request, int proxy, long at, String sentence) {
  /// The time of what has none.
  static final long NEVER = -1;

  static Witness ofRequest(RequestLife life, long at, String sentence) {
    return new Witness(life.number(), -1, at, sentence);
  }

  static Witness ofProxy(int proxy, long at, String sentence) {
    return new Witness(-1, proxy, at, sentence);
  }

  /// Of the daemons that there were about that time.
  static Witness ofDaemon(long at, String sentence) {
    return new Witness(-1, -1, at, sentence);
  }
}
