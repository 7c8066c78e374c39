package dev.ridethrough.daemon;

import dev.ridethrough.machine.KernelException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The daemon can't start. The message is for people: what, which path, the likely cause, what to
/// do.
public final class StartException extends Exception {
  private static final long serialVersionUID = 1L;

  public StartException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  public StartException(String message) {
    this(message, null);
  }

  /// What the kernel refused, and what to do about it.
  static StartException of(KernelException e, Path socket) {
    String remedy =
        switch (e.errno()) {
          case EACCES ->
              "You may not use that place. Run as its owner, or give another --home or --socket.";
          case EROFS -> "The file system is read-only. Give another --home or --socket.";
          case ENOSPC -> "The disk is full: make room.";
          case EMFILE -> "No file descriptor is left: raise the limit (ulimit -n).";
          case EEXIST, ENOTDIR, ENOTEMPTY, EADDRINUSE ->
              "Something else is in its place: look at it and move it away, or give another --home"
                  + " or --socket.";
          default -> "Look at that place, or give another --home or --socket.";
        };
    return new StartException(
        "can't serve %s: %s. %s".formatted(socket, e.getMessage(), remedy), e);
  }
}
