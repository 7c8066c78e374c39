package dev.ridethrough.grace;

/// How often a waiting request looks again when the directory watch says nothing: at random between
/// the two.
public record Poll(long minMillis, long maxMillis) {
  /// Beside a directory watch, for the changes that it can't tell (bind is seen, listen is not).
  public static final Poll JITTERED = new Poll(20, 50);

  public Poll {
    if (minMillis < 1 || maxMillis < minMillis) {
      throw new IllegalArgumentException("poll must be at least 1 ms, and its minimum first");
    }
  }

  /// A fixed interval, such as the 200 ms of tracedecay.
  public static Poll every(long millis) {
    return new Poll(millis, millis);
  }

  /// @param random a number in `[0, 1)`
  long pauseMillis(double random) {
    return minMillis + (long) (random * (maxMillis - minMillis + 1));
  }
}
