package dev.ridethrough.chaos.world.sim;

import dev.ridethrough.machine.Errno;
import dev.ridethrough.machine.FileStatus.Kind;
import dev.ridethrough.machine.KernelException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/// All directories and what is in them, by the rules of Linux. Never waits: whoever calls sees one
/// moment.
final class FileTree {
  static final int READ = 4;
  static final int WRITE = 2;
  static final int PASS = 1;

  /// A user whom no permission concerns.
  static final int ADMINISTRATOR = -1;

  private static final int PUBLIC = 0755;
  private static final int MAX_LINKS = 40;
  private static final int MAX_NAME = 255;

  private final boolean rootBypasses;
  private final Inode.Directory root;
  private int devices;

  FileTree(boolean rootBypasses) {
    this.rootBypasses = rootBypasses;
    this.root = new Inode.Directory(newDevice(), 0, PUBLIC);
    root.hold();
  }

  Device newDevice() {
    return new Device(++devices);
  }

  /// Where a path leads: `inode` is null when nothing has that name in the directory.
  record Place(Inode.Directory directory, String name, @Nullable Inode inode) {}

  /// Finds the last directory of the path and what is there. Does not follow a link in the last
  /// component.
  ///
  /// @throws KernelException ENOENT, ENOTDIR, EACCES, ENAMETOOLONG
  Place find(Path path, int user, String operation) throws KernelException {
    return find(path, user, operation, 0);
  }

  private Place find(Path path, int user, String operation, int links) throws KernelException {
    if (!path.isAbsolute() || path.getNameCount() == 0) {
      throw new IllegalArgumentException("not an absolute path to a file: " + path);
    }
    Inode.Directory directory = root;
    Iterator<Path> names = path.iterator();
    while (true) {
      String name = names.next().toString();
      checkName(name, operation, path);
      if (!allows(directory, user, PASS)) {
        throw failure(Errno.EACCES, operation, path);
      }
      Inode inode = directory.get(name);
      if (!names.hasNext()) {
        return new Place(directory, name, inode);
      }
      directory = directory(followed(inode, path, user, operation, links), operation, path);
    }
  }

  /// Follows links to the end, also in the last component.
  ///
  /// @throws KernelException also ENOENT when nothing is there
  Inode follow(Path path, int user, String operation) throws KernelException {
    return present(
        followed(find(path, user, operation).inode(), path, user, operation, 0), operation, path);
  }

  private @Nullable Inode followed(
      @Nullable Inode inode, Path path, int user, String operation, int links)
      throws KernelException {
    if (!(inode instanceof Inode.Link link)) {
      return inode;
    }
    if (links == MAX_LINKS) {
      throw failure(Errno.EIO, operation, path);
    }
    Inode next = find(link.target(), user, operation, links + 1).inode();
    return followed(next, path, user, operation, links + 1);
  }

  private static Inode.Directory directory(@Nullable Inode inode, String operation, Path path)
      throws KernelException {
    if (present(inode, operation, path) instanceof Inode.Directory directory) {
      return directory;
    }
    throw failure(Errno.ENOTDIR, operation, path);
  }

  static Inode present(@Nullable Inode inode, String operation, Path path) throws KernelException {
    if (inode == null) {
      throw failure(Errno.ENOENT, operation, path);
    }
    return inode;
  }

  private static void checkName(String name, String operation, Path path) throws KernelException {
    // a character takes three bytes at most, surrogates two each
    if (name.length() > MAX_NAME / 3 && name.getBytes(StandardCharsets.UTF_8).length > MAX_NAME) {
      throw failure(Errno.ENAMETOOLONG, operation, path);
    }
  }

  boolean allows(Inode inode, int user, int bits) {
    return user == ADMINISTRATOR || (user == 0 && rootBypasses) || inode.allows(user, bits);
  }

  /// Whether the user may add and remove names.
  void checkWritable(Inode.Directory directory, int user, String operation, Path path)
      throws KernelException {
    if (directory.device().isReadOnly()) {
      throw failure(Errno.EROFS, operation, path);
    }
    if (!allows(directory, user, WRITE | PASS)) {
      throw failure(Errno.EACCES, operation, path);
    }
  }

  /// Makes a directory, which must not be there.
  Inode.Directory makeDirectory(Place place, int user, int mode, String operation, Path path)
      throws KernelException {
    checkWritable(place.directory(), user, operation, path);
    var made = new Inode.Directory(place.directory().device(), user, mode);
    place.directory().put(place.name(), made);
    return made;
  }

  /// Removes a name that leads to anything but a directory.
  void unlink(Path path, int user) throws KernelException {
    Place place = find(path, user, "unlink");
    Inode inode = present(place.inode(), "unlink", path);
    checkWritable(place.directory(), user, "unlink", path);
    if (inode.kind() == Kind.DIRECTORY) {
      throw failure(Errno.EIO, "unlink (it is a directory)", path);
    }
    place.directory().remove(place.name());
  }

  /// Removes an empty directory; who watches it is told that it is gone.
  void removeDirectory(Path path) throws KernelException {
    Place place = find(path, ADMINISTRATOR, "rmdir");
    Inode.Directory directory = directory(place.inode(), "rmdir", path);
    if (!directory.isEmpty()) {
      throw failure(Errno.ENOTEMPTY, "rmdir", path);
    }
    place.directory().remove(place.name());
    directory.orphaned();
  }

  /// Atomic; replaces what is at `to`.
  void rename(Path from, Path to, int user) throws KernelException {
    String operation = "rename to " + to + " from";
    Place source = find(from, user, operation);
    Place target = find(to, user, operation);
    Inode inode = present(source.inode(), operation, from);
    checkWritable(source.directory(), user, operation, from);
    checkWritable(target.directory(), user, operation, from);
    if (inode instanceof Inode.Directory moved
        && !source.directory().equals(target.directory())
        && !allows(moved, user, WRITE)) {
      throw failure(Errno.EACCES, operation, from); // its ".." would change
    }
    if (inode.equals(target.inode())) {
      return; // two names of one file: nothing happens
    }
    if (source.directory().device() != target.directory().device()
        || (target.inode() != null && !replaces(inode, target.inode()))) {
      throw failure(Errno.EIO, operation, from);
    }
    Inode old = target.inode();
    target.directory().put(target.name(), inode);
    source.directory().remove(source.name());
    if (old instanceof Inode.Directory replaced) {
      replaced.orphaned();
    }
  }

  private static boolean replaces(Inode inode, Inode old) {
    return old instanceof Inode.Directory directory
        ? inode.kind() == Kind.DIRECTORY && directory.isEmpty()
        : inode.kind() != Kind.DIRECTORY;
  }

  static KernelException failure(Errno errno, String operation, Path path) {
    return new KernelException(errno, operation + " " + path);
  }
}
