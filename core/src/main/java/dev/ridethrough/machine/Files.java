package dev.ridethrough.machine;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The few file operations that core needs. None follows a symbolic link in the last component.
public interface Files {

  /// What is at `path`; [FileStatus#MISSING] when nothing is, or when a parent is missing or not a
  /// directory.
  FileStatus status(Path path) throws KernelException;

  /// Creates the directory with mode 0700, and its missing parents likewise. Does nothing when it
  /// exists, also by way of a link.
  void createDirectory(Path path) throws KernelException;

  /// Renames atomically, replacing what is at `to`.
  void rename(Path from, Path to) throws KernelException;

  /// Removes a file or socket. Does nothing when it is missing.
  void unlink(Path path) throws KernelException;

  /// Opens (or creates with mode 0600) the file and takes an exclusive lock that the kernel
  /// releases when the process is gone. Call once per path and process: the lock can't be given
  /// back.
  ///
  /// @return null when another process holds it
  @Nullable LockedFile tryLock(Path path) throws KernelException;

  /// The text of a small file, at most 4 KiB of it. Never call it on a file that this process has
  /// locked.
  String read(Path path) throws KernelException;

  /// Watches a directory from now on.
  ///
  /// @throws KernelException ENOENT when it is missing, EMFILE when the user has no watches left
  Watch watch(Path directory) throws KernelException;
}
