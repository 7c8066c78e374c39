package dev.ridethrough.machine;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// An operation that the kernel refused.
public final class KernelException extends IOException {
  private static final long serialVersionUID = 1L;
  private final Errno errno;

  /// What the kernel said of an operation.
  ///
  /// @param operation what was tried and on what, such as `connect
  ///   /home/ann/.ridethrough/daemon.sock`
  public KernelException(Errno errno, String operation, @Nullable Throwable cause) {
    super(operation + ": " + errno + detail(errno, cause), cause);
    this.errno = errno;
  }

  public KernelException(Errno errno, String operation) {
    this(errno, operation, null);
  }

  public Errno errno() {
    return errno;
  }

  private static String detail(Errno errno, @Nullable Throwable cause) {
    return errno == Errno.EIO && cause != null ? " (" + cause + ")" : "";
  }
}
