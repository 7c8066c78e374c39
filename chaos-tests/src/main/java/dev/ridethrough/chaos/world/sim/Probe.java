package dev.ridethrough.chaos.world.sim;

import dev.ridethrough.chaos.scenario.Operation;

/// Hears what the processes of a scenario do, right before they do it. Changes nothing.
public interface Probe {
  /// Hears nothing.
  Probe NONE = (_, _) -> {};

  /// A process comes to an operation.
  ///
  /// @param thread knows its process, its phase and its request
  void at(SimThread thread, Operation operation);

  /// A process comes to write that to a socket.
  default void says(SimThread thread, byte[] from, int offset, int length) {}

  /// A life of the scenario begins: kill points are counted from now on.
  default void life(int life) {}

  /// A process is about to be killed.
  default void killed(SimProcess process) {}

  /// A daemon was started that begins the life.
  default void daemon(SimProcess process, int life) {}

  /// A proxy was started for the client in the seat; the first ones have their seat's number.
  default void proxy(SimProcess process, int seat, int number) {}
}
