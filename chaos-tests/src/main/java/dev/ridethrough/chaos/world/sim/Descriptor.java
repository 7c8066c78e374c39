package dev.ridethrough.chaos.world.sim;

/// What a process has open.
interface Descriptor {
  /// Closes it: by the process, or by the kernel when the process is dead.
  void release();
}
