package dev.ridethrough.chaos.world.sim;

import java.util.ArrayDeque;

/// Threads that wait for something. Whoever wakes must look again whether it is there. A thread
/// that was killed meanwhile stays in the queue, which hurts nobody.
final class WaitQueue {
  private final ArrayDeque<SimThread> waiting = new ArrayDeque<>(2);

  void await(Scheduler scheduler) {
    SimThread thread = scheduler.current();
    waiting.add(thread);
    thread.park();
  }

  void wakeAll() {
    for (SimThread thread = waiting.poll(); thread != null; thread = waiting.poll()) {
      thread.unpark();
    }
  }
}
