package dev.ridethrough.update;

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
          case AccessDeniedException _ -> "no permission";
          case NoSuchFileException it -> it.getFile() + " does not exist";
          case FileAlreadyExistsException it -> it.getFile() + " is in the way";
          case FileSystemException it when it.getReason() != null -> it.getReason();
          default -> String.valueOf(failure.getMessage());
        };
    return new UpdateException("can't %s %s: %s".formatted(what, path, why));
  }
}
