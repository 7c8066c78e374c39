package dev.ridethrough.machine.real;

import dev.ridethrough.machine.Errno;
import dev.ridethrough.machine.KernelException;
import java.io.FileInputStream;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.SocketException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/// Finds out which errno was behind an exception of the JDK.
///
/// The JDK gives it away only in the message, which is localised. So the type of the exception and
/// a look at the path decide. The path may have changed between the failure and the look; then the
/// answer is right for the later moment.
final class Errnos {
  private static final int NAME_MAX = 255;

  private Errnos() {}

  static KernelException ofConnect(IOException failure, Path path) {
    Errno errno =
        switch (failure) {
          case ConnectException _ -> Errno.ECONNREFUSED;
          case BindException _ -> Errno.EACCES;
          case SocketException _ -> connectRefusedAt(path);
          default -> Errno.EIO;
        };
    return new KernelException(errno, "connect " + path, failure);
  }

  static KernelException ofBind(IOException failure, Path path) {
    String operation = "bind " + path;
    try {
      if (RealFiles.mode(path, LinkOption.NOFOLLOW_LINKS) != RealFiles.NO_MODE) {
        return new KernelException(Errno.EADDRINUSE, operation, failure);
      }
    } catch (AccessDeniedException denied) {
      return new KernelException(Errno.EACCES, operation, failure);
    } catch (IOException unclear) {
      failure.addSuppressed(unclear);
    }
    Errno errno = failure instanceof BindException ? bindRefusedAt(path) : byPlace(path, true);
    return new KernelException(errno, operation, failure);
  }

  /// Nothing is there any more: either the directory forbids it, or what was there went away.
  private static Errno bindRefusedAt(Path path) {
    Path parent = path.toAbsolutePath().getParent();
    return parent != null && Files.isWritable(parent) ? Errno.EADDRINUSE : Errno.EACCES;
  }

  static KernelException ofFile(IOException failure, String operation, Path path) {
    Errno errno =
        switch (failure) {
          case KernelException known -> known.errno();
          case NoSuchFileException _ -> Errno.ENOENT;
          case AccessDeniedException _ -> Errno.EACCES;
          case FileAlreadyExistsException _ -> Errno.EEXIST;
          case DirectoryNotEmptyException _ -> Errno.ENOTEMPTY;
          case NotDirectoryException _ -> Errno.ENOTDIR;
          default -> byPlace(path, false);
        };
    return new KernelException(errno, operation + " " + path, failure);
  }

  /// Why nothing can be at `path`.
  static Errno missing(Path path) {
    Path parent = path.toAbsolutePath().getParent();
    while (parent != null && !Files.exists(parent)) {
      parent = parent.getParent();
    }
    return parent == null || Files.isDirectory(parent) ? Errno.ENOENT : Errno.ENOTDIR;
  }

  /// A datagram socket would be EPROTOTYPE. It can't be told from a full backlog, and waiting is
  /// the kinder mistake.
  private static Errno connectRefusedAt(Path path) {
    try {
      int mode = RealFiles.mode(path);
      return RealFiles.isSocket(mode) ? Errno.EAGAIN : missing(path);
    } catch (AccessDeniedException denied) {
      return Errno.EACCES;
    } catch (IOException unclear) {
      return missing(path);
    }
  }

  private static Errno byPlace(Path path, boolean parentMustExist) {
    if (!descriptorsLeft()) {
      return Errno.EMFILE;
    }
    if (tooLong(path)) {
      return Errno.ENAMETOOLONG;
    }
    Errno missing = missing(path);
    Path parent = path.toAbsolutePath().getParent();
    if (missing == Errno.ENOTDIR || parent == null) {
      return missing;
    }
    if (!Files.isDirectory(parent)) {
      return parentMustExist ? missing : Errno.EIO;
    }
    return byFileSystem(parent);
  }

  private static Errno byFileSystem(Path directory) {
    try {
      // who may not write there was told before; of a mount within a file system the store knows
      // nothing
      if (!Files.isWritable(directory)) {
        return Errno.EROFS;
      }
      return Files.getFileStore(directory).getUsableSpace() == 0 ? Errno.ENOSPC : Errno.EIO;
    } catch (IOException unclear) {
      return Errno.EIO;
    }
  }

  private static boolean tooLong(Path path) {
    for (Path name : path) {
      if (RealSockets.bytes(name) > NAME_MAX) {
        return true;
      }
    }
    return false;
  }

  static boolean descriptorsLeft() {
    try (var probe = new FileInputStream("/dev/null")) {
      return probe.getFD().valid();
    } catch (IOException none) {
      return false;
    }
  }
}
