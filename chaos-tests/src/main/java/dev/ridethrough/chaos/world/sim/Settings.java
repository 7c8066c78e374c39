package dev.ridethrough.chaos.world.sim;

/// How a simulated machine is made.
///
/// @param rootBypasses whether user 0 may do everything, whatever the permissions say
/// @param stepNanos how much time a step of a thread takes; with 0 time passes only while everybody
///   waits
/// @param shortIoOneIn one in so many reads and writes of a socket takes fewer bytes than it could;
///   0 for none
/// @param streamBytes how many bytes a socket or pipe holds before its writer waits
/// @param descriptors how many open descriptors a process may have, unless it is told otherwise
/// @param watches how many directory watches a user may have
/// @param turnOneIn on average one in so many places at which rewritten code lets others run is
///   used, see [YieldingLoader]
public record Settings(
    boolean rootBypasses,
    long stepNanos,
    int shortIoOneIn,
    int streamBytes,
    int descriptors,
    int watches,
    int turnOneIn) {
  private static final int STREAM_BYTES = 64 * 1024;
  private static final int DESCRIPTORS = 1024;
  private static final int WATCHES = 128;

  public static final Settings DEFAULT =
      new Settings(true, 0, 4, STREAM_BYTES, DESCRIPTORS, WATCHES, 1);

  public Settings withStepNanos(long nanos) {
    return new Settings(
        rootBypasses, nanos, shortIoOneIn, streamBytes, descriptors, watches, turnOneIn);
  }

  public Settings withRootBypasses(boolean bypasses) {
    return new Settings(
        bypasses, stepNanos, shortIoOneIn, streamBytes, descriptors, watches, turnOneIn);
  }

  public Settings withShortIoOneIn(int count) {
    return new Settings(
        rootBypasses, stepNanos, count, streamBytes, descriptors, watches, turnOneIn);
  }

  public Settings withStreamBytes(int bytes) {
    return new Settings(
        rootBypasses, stepNanos, shortIoOneIn, bytes, descriptors, watches, turnOneIn);
  }

  public Settings withWatches(int count) {
    return new Settings(
        rootBypasses, stepNanos, shortIoOneIn, streamBytes, descriptors, count, turnOneIn);
  }

  public Settings withTurnOneIn(int count) {
    return new Settings(
        rootBypasses, stepNanos, shortIoOneIn, streamBytes, descriptors, watches, count);
  }
}
