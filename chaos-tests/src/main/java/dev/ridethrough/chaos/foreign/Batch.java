package dev.ridethrough.chaos.foreign;

/// One call that has ended, or several under one token.
///
/// @param token in the arguments, and nobody else's
/// @param effectful whether each call that succeeds leaves a row
/// @param calls how many were made
/// @param failed how many of them failed
/// @param longestMillis what the longest took
/// @param end when it was known, on the monotonic clock
/// @param why the first failure's reason; empty if there was none
record Batch(
    String token,
    boolean effectful,
    int calls,
    int failed,
    long longestMillis,
    long end,
    String why) {

  int fewestRows() {
    return effectful ? calls - failed : 0;
  }

  int mostRows() {
    return effectful ? calls : 0;
  }
}
