package dev.ridethrough.daemon;

import dev.ridethrough.machine.FileStatus;
import dev.ridethrough.machine.KernelException;
import dev.ridethrough.machine.Machine;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Who took a lease last. A look that takes no lock: whether it is still held only the process's
/// life tells.
///
/// @param pid of the process that took it
/// @param generation which life of the daemon that was
/// @param alive whether a process of that number exists
public record LeaseHolder(Path lockFile, long pid, long generation, boolean alive) {

  /// What the lock file says. Not for a process that holds the lease itself.
  ///
  /// @return null when nobody ever took it, or the file says nothing
  /// @throws KernelException when it can't be read
  public static @Nullable LeaseHolder of(Machine machine, DaemonSettings settings)
      throws KernelException {
    Path lockFile = settings.lockFile();
    if (machine.files().status(lockFile).kind() == FileStatus.Kind.MISSING) {
      return null;
    }
    String text = machine.files().read(lockFile);
    long pid = Lease.holderIn(text);
    return pid == Lease.NOBODY
        ? null
        : new LeaseHolder(lockFile, pid, Lease.generationIn(text), machine.alive(pid));
  }
}
