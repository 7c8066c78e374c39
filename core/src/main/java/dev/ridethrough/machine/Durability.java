package dev.ridethrough.machine;

/// What a committed transaction of a [Store] survives.
public enum Durability {
  /// The death of the process, however it dies. A crash of the operating system or a power loss may
  /// take the last transactions; those before them are whole.
  PROCESS_CRASH,
  /// A crash of the operating system and a power loss, too: each commit waits for the disk.
  POWER_LOSS
}
