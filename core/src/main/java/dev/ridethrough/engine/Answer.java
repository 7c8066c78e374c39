package dev.ridethrough.engine;

/// What came of a request.
public sealed interface Answer {

  /// A JSON-RPC reply without its newline. Nobody changes the array.
  @SuppressWarnings("ArrayRecordComponent")
  record Reply(byte[] json) implements Answer {}

  /// The message was no request: nobody waits.
  record Nothing() implements Answer {}

  /// Nothing was executed, nor will be: it may be sent again.
  ///
  /// @param retryAfterMillis when to come back
  record NotStarted(String reason, long retryAfterMillis) implements Answer {}

  /// It may have been executed before. Nobody can know, and it will never be executed again.
  record Unknown(String reason) implements Answer {}
}
