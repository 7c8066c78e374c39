package dev.ridethrough.chaos.foreign;

/// One call of a tool, or another request, that has ended.
///
/// @param token in its arguments, and nobody else's
/// @param start right before the SDK was asked, on the monotonic clock
/// @param end right after it returned
record Call(String token, Action action, long start, long end, Outcome outcome) {

  enum Action {
    APPEND(true),
    SLOW_APPEND(true),
    ECHO(false),
    LIST_TOOLS(false);

    final boolean effect;

    Action(boolean effect) {
      this.effect = effect;
    }
  }

  sealed interface Outcome {}

  record Success() implements Outcome {}

  /// The proxy's error -31002.
  record Unknown() implements Outcome {}

  record Failed(String why) implements Outcome {}

  boolean inFlightAt(long time) {
    return start < time && time < end;
  }

  boolean succeeded() {
    return outcome instanceof Success;
  }

  boolean unknown() {
    return outcome instanceof Unknown;
  }

  boolean failed() {
    return outcome instanceof Failed;
  }

  long millis() {
    return (end - start) / 1_000_000;
  }
}
