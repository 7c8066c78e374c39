package dev.ridethrough.grace;

/// How often a waiting request looks again when the directory watch says nothing: at random between
/// the two at first, then less and less often.
///
/// Without the slowing down a hundred waiting proxies leave no processor to the daemon that starts:
/// seen on two cores, where it took three seconds instead of a third of one.
///
/// @param slowest how many times longer than the first a pause may become
public record Poll(long minMillis, long maxMillis, int slowest) {
  /// Beside a directory watch, for the changes that it can't tell (bind is seen, listen is not).
  public static final Poll JITTERED = new Poll(20, 50, 10);

  private static final int MAX_DOUBLINGS = 30;

  public Poll {
    if (slowest < 1 || minMillis < 1 || maxMillis < minMillis) {
      throw new IllegalArgumentException("poll must be at least 1 ms, and its minimum first");
    }
  }

  /// A fixed interval, such as the 200 ms of tracedecay.
  public static Poll every(long millis) {
    return new Poll(millis, millis, 1);
  }

  /// @param random a number in `[0, 1)`
  /// @param quiet how many pauses there have been since something last changed at the path
  long pauseMillis(double random, int quiet) {
    long times = Math.min(slowest, 1L << Math.min(quiet, MAX_DOUBLINGS));
    return times * (minMillis + (long) (random * (maxMillis - minMillis + 1)));
  }
}
