package dev.ridethrough.chaos.world.sim;

import dev.ridethrough.chaos.scenario.Operation;
import dev.ridethrough.machine.Errno;
import dev.ridethrough.machine.FileStatus;
import dev.ridethrough.machine.Files;
import dev.ridethrough.machine.KernelException;
import dev.ridethrough.machine.LockedFile;
import dev.ridethrough.machine.Watch;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Files as one simulated process sees them.
final class SimFiles implements Files {
  static final int FILE_MODE = 0600;

  private static final int DIRECTORY_MODE = 0700;

  private final SimKernel kernel;
  private final SimProcess process;
  private final FileTree tree;

  /// Core remembers what it has locked, and opens none of these files again.
  private final Set<Inode> locked = new HashSet<>();

  SimFiles(SimKernel kernel, SimProcess process) {
    this.kernel = kernel;
    this.process = process;
    this.tree = kernel.tree();
  }

  @Override
  public FileStatus status(Path path) throws KernelException {
    kernel.pass(Operation.STATUS);
    return look(path);
  }

  private FileStatus look(Path path) throws KernelException {
    try {
      Inode inode =
          path.endsWith(".")
              ? tree.follow(path.normalize(), process.uid(), "look at")
              : tree.find(path, process.uid(), "look at").inode();
      return inode == null ? FileStatus.MISSING : inode.status();
    } catch (KernelException e) {
      return switch (e.errno()) {
        case ENOENT, ENOTDIR -> FileStatus.MISSING;
        default -> throw e;
      };
    }
  }

  @Override
  public void createDirectory(Path path) throws KernelException {
    kernel.pass(Operation.MKDIR);
    create(path);
  }

  private void create(Path path) throws KernelException {
    if (look(path).kind() == FileStatus.Kind.DIRECTORY) {
      return;
    }
    Path parent = path.getParent();
    if (parent != null && parent.getNameCount() > 0 && !isDirectory(parent)) {
      create(parent);
    }
    FileTree.Place place = tree.find(path, process.uid(), "create directory");
    if (place.inode() != null) {
      throw FileTree.failure(Errno.EEXIST, "create directory", path);
    }
    tree.makeDirectory(place, process.uid(), DIRECTORY_MODE, "create directory", path);
  }

  private boolean isDirectory(Path path) {
    try {
      return tree.follow(path, process.uid(), "look at").kind() == FileStatus.Kind.DIRECTORY;
    } catch (KernelException e) {
      return false;
    }
  }

  @Override
  public void rename(Path from, Path to) throws KernelException {
    kernel.pass(Operation.RENAME);
    tree.rename(from, to, process.uid());
  }

  @Override
  public void unlink(Path path) throws KernelException {
    kernel.pass(Operation.UNLINK);
    if (look(path).kind() != FileStatus.Kind.MISSING) {
      tree.unlink(path, process.uid());
    }
  }

  @Override
  public @Nullable LockedFile tryLock(Path path) throws KernelException {
    kernel.pass(Operation.LOCK);
    if (locked.contains(tree.find(path, process.uid(), "lock").inode())) {
      return null; // also when the lock was lost since
    }
    Inode.Regular file = openOrCreate(path, "lock");
    if (file.lockHolder() != null) {
      return null;
    }
    file.setLockHolder(process);
    locked.add(file);
    SimLockedFile held = new SimLockedFile(kernel, process, path, file);
    process.descriptors().add(held);
    return held;
  }

  /// The regular file at the path, made with mode 0600 when nothing is there; the process must be
  /// allowed to read and write it, and to open one more descriptor.
  Inode.Regular openOrCreate(Path path, String operation) throws KernelException {
    FileTree.Place place = tree.find(path, process.uid(), operation);
    Inode.Regular file;
    if (place.inode() == null) {
      tree.checkWritable(place.directory(), process.uid(), operation, path);
      process.descriptors().checkRoom(operation + " " + path);
      file = new Inode.Regular(place.directory().device(), process.uid(), FILE_MODE);
      place.directory().put(place.name(), file);
      return file;
    }
    file = regular(place.inode(), operation, path);
    checkAllowed(file, FileTree.READ | FileTree.WRITE, operation, path);
    process.descriptors().checkRoom(operation + " " + path);
    return file;
  }

  private static Inode.Regular regular(@Nullable Inode inode, String operation, Path path)
      throws KernelException {
    if (FileTree.present(inode, operation, path) instanceof Inode.Regular file) {
      return file;
    }
    throw FileTree.failure(Errno.EEXIST, operation + " (it is not a file)", path);
  }

  private void checkAllowed(Inode inode, int bits, String operation, Path path)
      throws KernelException {
    if ((bits & FileTree.WRITE) != 0 && inode.device().isReadOnly()) {
      throw FileTree.failure(Errno.EROFS, operation, path);
    }
    if (!tree.allows(inode, process.uid(), bits)) {
      throw FileTree.failure(Errno.EACCES, operation, path);
    }
  }

  /// As on the real machine, closing the file after it was read loses this process's lock on it.
  @Override
  public String read(Path path) throws KernelException {
    kernel.pass(Operation.READ);
    Inode.Regular file = regular(tree.find(path, process.uid(), "read").inode(), "read", path);
    checkAllowed(file, FileTree.READ, "read", path);
    process.descriptors().checkRoom("read " + path);
    if (process.equals(file.lockHolder())) {
      file.setLockHolder(null);
    }
    return file.text();
  }

  @Override
  public Watch watch(Path directory) throws KernelException {
    kernel.pass(Operation.WATCH);
    process.descriptors().checkRoom(SimWatch.DESCRIPTORS, "watch " + directory);
    if (!(tree.follow(directory, process.uid(), "watch") instanceof Inode.Directory watched)) {
      throw FileTree.failure(Errno.ENOTDIR, "watch", directory);
    }
    checkAllowed(watched, FileTree.READ, "watch", directory);
    kernel.watchOpened(directory, process.uid());
    SimWatch watch = new SimWatch(kernel, process, watched);
    process.descriptors().add(watch, SimWatch.DESCRIPTORS);
    return watch;
  }
}
