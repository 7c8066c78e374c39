package dev.ridethrough.chaos.check;

import dev.ridethrough.chaos.history.History;

/// What is held against nobody because the world that it ran in is no exact one: real machines are
/// busy. In sim time passes only when everybody waits for it, so that hardly anything is left. What
/// a promise itself allows is not here, but with its checker. All in milliseconds.
///
/// @param millis how late a reply may be, and whatever else happens at once. Printed with every
///   verdict
/// @param busyMillis what may take that long where nothing at all is wrong
/// @param drainMillis what works until this long before the drain limit may be cut
/// @param exitMillis until a process that has nothing more to do is gone
/// @param startUpMillis until a proxy that was started reads its input
/// @param goingOnMillis until a process that was stopped works again
/// @param unreadMillis what was written so shortly before may not have been read yet
/// @param noticedMillis how late the harness may hear of something, such as a death
/// @param jitterMillis how far apart two beats of a second may be, beyond that
public record Tolerance(
    long millis,
    long busyMillis,
    long drainMillis,
    long exitMillis,
    long startUpMillis,
    long goingOnMillis,
    long unreadMillis,
    long noticedMillis,
    long jitterMillis) {
  /// Of real machines.
  public static final Tolerance REAL =
      new Tolerance(500, 2_500, 1_000, 2_000, 3_000, 1_000, 50, 100, 100);

  /// A watchdog looks twice, 40 ms apart, whatever the world; and the harness looks at the path
  /// from time to time.
  public static final Tolerance SIM = new Tolerance(50, 50, 100, 100, 50, 100, 1, 50, 10);

  public static Tolerance of(History history) {
    return of(history.world());
  }

  /// By the name that histories and summaries give the world.
  public static Tolerance of(String world) {
    return world.equals("sim") ? SIM : REAL;
  }

  /// The same with another lateness, stricter or laxer. Who met nothing at all is never held to
  /// less than that.
  public Tolerance withMillis(long other) {
    return new Tolerance(
        other,
        Math.max(busyMillis, other),
        drainMillis,
        exitMillis,
        startUpMillis,
        goingOnMillis,
        unreadMillis,
        noticedMillis,
        jitterMillis);
  }
}
