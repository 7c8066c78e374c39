package dev.ridethrough.machine.real;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.ridethrough.machine.Errno;
import dev.ridethrough.machine.FileStatus;
import dev.ridethrough.machine.FileStatus.Kind;
import dev.ridethrough.machine.KernelException;
import dev.ridethrough.machine.LockedFile;
import dev.ridethrough.machine.Watch;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Files by `java.nio.file`.
final class RealFiles implements dev.ridethrough.machine.Files {
  static final int FILE_MODE = 0600;
  static final int DIRECTORY_MODE = 0700;
  static final int NO_MODE = -1;

  private static final int KIND_BITS = 0170000;
  private static final int SOCKET_BITS = 0140000;
  private static final int LINK_BITS = 0120000;
  private static final int FILE_BITS = 0100000;
  private static final int DIRECTORY_BITS = 0040000;

  private final Locks locks = new Locks();

  @Override
  public FileStatus status(Path path) throws KernelException {
    return look(path);
  }

  static FileStatus look(Path path) throws KernelException {
    return look(path, NOFOLLOW_LINKS);
  }

  /// Like [#look], but of what a link leads to.
  static FileStatus target(Path path) throws KernelException {
    return look(path, new LinkOption[0]);
  }

  private static FileStatus look(Path path, LinkOption... options) throws KernelException {
    try {
      var found = Files.readAttributes(path, "unix:mode,uid,dev,ino", options);
      int mode = number(found, "mode").intValue();
      int uid = number(found, "uid").intValue();
      String id = number(found, "dev") + ":" + number(found, "ino");
      return new FileStatus(kind(mode), uid, mode & ~KIND_BITS, id);
    } catch (NoSuchFileException missing) {
      return FileStatus.MISSING;
    } catch (IOException failure) {
      KernelException known = Errnos.ofFile(failure, "look at", path);
      if (known.errno() == Errno.ENOTDIR) {
        return FileStatus.MISSING;
      }
      throw known;
    }
  }

  private static Number number(Map<String, Object> attributes, String name) throws IOException {
    if (attributes.get(name) instanceof Number number) {
      return number;
    }
    throw new IOException("no " + name + " among " + attributes);
  }

  private static Kind kind(int mode) {
    return switch (mode & KIND_BITS) {
      case SOCKET_BITS -> Kind.SOCKET;
      case LINK_BITS -> Kind.LINK;
      case FILE_BITS -> Kind.FILE;
      case DIRECTORY_BITS -> Kind.DIRECTORY;
      default -> Kind.OTHER;
    };
  }

  static boolean isSocket(int mode) {
    return mode != NO_MODE && kind(mode) == Kind.SOCKET;
  }

  /// Kind and permission bits of what is at `path`, or [#NO_MODE].
  static int mode(Path path, LinkOption... options) throws IOException {
    try {
      return (int) Files.getAttribute(path, "unix:mode", options);
    } catch (NoSuchFileException missing) {
      return NO_MODE;
    }
  }

  @Override
  public void createDirectory(Path path) throws KernelException {
    if (target(path).kind() == Kind.DIRECTORY) {
      return;
    }
    Path parent = path.toAbsolutePath().getParent();
    if (parent != null && !Files.isDirectory(parent)) {
      createDirectory(parent);
    }
    createOneDirectory(path);
  }

  private static void createOneDirectory(Path path) throws KernelException {
    try {
      Files.createDirectory(path, Permissions.DIRECTORY);
      Files.setAttribute(path, "unix:mode", DIRECTORY_MODE); // The umask took bits away.
    } catch (FileAlreadyExistsException there) {
      if (target(path).kind() != Kind.DIRECTORY) {
        throw Errnos.ofFile(there, "create directory", path);
      }
    } catch (IOException failure) {
      throw Errnos.ofFile(failure, "create directory", path);
    }
  }

  /// Creates an empty file with mode 0600.
  ///
  /// @throws FileAlreadyExistsException when anything is at `path`
  static void create(Path path) throws IOException {
    Files.createFile(path, Permissions.FILE);
    Files.setAttribute(path, "unix:mode", FILE_MODE); // The umask took bits away.
  }

  @Override
  public void rename(Path from, Path to) throws KernelException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException failure) {
      throw Errnos.ofFile(failure, "rename to " + to + " from", from);
    }
  }

  @Override
  public void unlink(Path path) throws KernelException {
    Kind kind = look(path).kind();
    if (kind == Kind.MISSING) {
      return;
    }
    try {
      if (kind == Kind.DIRECTORY) {
        throw new FileSystemException(path.toString(), null, "is a directory");
      }
      Files.deleteIfExists(path);
    } catch (IOException failure) {
      throw Errnos.ofFile(failure, "unlink", path);
    }
  }

  @Override
  public @Nullable LockedFile tryLock(Path path) throws KernelException {
    return locks.tryLock(path);
  }

  @Override
  public String read(Path path) throws KernelException {
    regular(path, "read");
    try (var channel = FileChannel.open(path, StandardOpenOption.READ, NOFOLLOW_LINKS)) {
      return SmallText.read(channel);
    } catch (IOException failure) {
      throw Errnos.ofFile(failure, "read", path);
    }
  }

  /// Refuses what is not a regular file, before it is opened: to open a FIFO would wait.
  static FileStatus regular(Path path, String operation) throws KernelException {
    FileStatus status = look(path);
    return switch (status.kind()) {
      case FILE -> status;
      case MISSING -> throw new KernelException(Errnos.missing(path), operation + " " + path);
      case LINK, SOCKET, DIRECTORY, OTHER ->
          throw new KernelException(
              Errno.EEXIST, operation + " " + path + " (a " + status.kind() + ", not a file)");
    };
  }

  @Override
  public Watch watch(Path directory) throws KernelException {
    return RealWatch.of(directory);
  }

  /// Made on first use: most starts find everything in place.
  private static final class Permissions {
    static final FileAttribute<?> DIRECTORY =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    static final FileAttribute<?> FILE =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  }
}
