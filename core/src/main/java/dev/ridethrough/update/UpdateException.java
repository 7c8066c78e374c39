package dev.ridethrough.update;

import java.io.EOFException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// An update was refused, or failed, before anything was changed that runs. The message is for
/// people: what, which path, the likely cause, what to do.
public final class UpdateException extends Exception {
  private static final long serialVersionUID = 1L;

  UpdateException(String message) {
    super(message, null, false, false);
  }

  /// What a file operation failed with.
  static UpdateException of(String what, Path path, Exception failure) {
    String why =
        switch (failure) {
          case AccessDeniedException it -> "no permission for " + it.getFile();
          case FileAlreadyExistsException it ->
              it.getFile() + " is in the way: it is no folder. Move it away, or give another place";
          case NoSuchFileException it -> it.getFile() + " does not exist";
          case FileSystemException it when it.getReason() != null -> it.getReason();
          case EOFException it when it.getMessage() == null -> "it ends too early";
          default -> String.valueOf(failure.getMessage());
        };
    return new UpdateException("can't %s %s: %s%s".formatted(what, path, why, remedy(why)));
  }

  private static String remedy(String why) {
    return why.equals("No space left on device")
        ? ", where versions are installed. Make room there, or give another --prefix."
        : "";
  }
}
