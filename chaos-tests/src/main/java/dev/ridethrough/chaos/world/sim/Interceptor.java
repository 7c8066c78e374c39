package dev.ridethrough.chaos.world.sim;

import dev.ridethrough.chaos.scenario.Operation;
import java.util.List;

/// Is asked right before each operation of each process that is under test: the kill points. May
/// kill or stop any process, also the one that stands there, whose operation then does not happen,
/// or happens later.
public interface Interceptor {
  /// Lets everything pass.
  Interceptor NONE = (_, _) -> {};

  /// Called on the thread itself; must not wait.
  ///
  /// @param thread knows its process, its phase and its request
  void at(SimThread thread, Operation operation);

  /// A transaction is about to be committed, unless something strikes.
  default void commits(SimThread thread, List<Change> changes) {}

  /// It was.
  default void committed(SimThread thread) {}

  /// A thread comes to write that to a socket.
  default void says(SimThread thread, byte[] from, int offset, int length) {}

  /// A process ends, whatever ends it.
  default void ends(SimProcess process) {}
}
