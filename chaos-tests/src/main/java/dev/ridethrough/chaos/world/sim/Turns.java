package dev.ridethrough.chaos.world.sim;

import org.jspecify.annotations.Nullable;

/// Where a [YieldingLoader] makes threads let others run. Only some of these places are used, chosen
/// by the seed: a thread that yields everywhere gets nowhere, and a bug that needs one unlucky
/// switch is found sooner where switches are rare.
public final class Turns {
  private static final ThreadLocal<@Nullable Scheduler> SCHEDULER = new ThreadLocal<>();

  private Turns() {}

  /// The calling thread is simulated from now on.
  static void begin(Scheduler scheduler) {
    SCHEDULER.set(scheduler);
  }

  /// Called by rewritten code.
  @SuppressWarnings(
      "ThreadPriorityCheck") // it is not relied upon: it is what the scheduler is made for
  public static void offer() {
    Scheduler scheduler = SCHEDULER.get();
    if (scheduler == null || scheduler.isTurn()) {
      Thread.yield();
    }
  }
}
