package dev.ridethrough.machine;

/// A file that this process has locked until it ends, see [Files#tryLock].
public interface LockedFile {

  /// Whether the locked file is still the one at its path, and not a deleted one.
  boolean isCurrent() throws KernelException;

  /// The whole text, at most 4 KiB.
  String read() throws KernelException;

  /// Replaces the text.
  void write(String text) throws KernelException;
}
