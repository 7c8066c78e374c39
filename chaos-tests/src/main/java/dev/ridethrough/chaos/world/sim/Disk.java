package dev.ridethrough.chaos.world.sim;

import dev.ridethrough.machine.FileStatus;
import dev.ridethrough.machine.KernelException;
import dev.ridethrough.machine.Row;
import dev.ridethrough.machine.Table;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What lies on the simulated disk, as its administrator sees and changes it: no permission is
/// asked for, nothing is a kill point.
public final class Disk {
  private static final String OPERATION = "prepare";

  private final FileTree tree;
  private final Map<Inode, Integer> known = new HashMap<>();

  Disk(FileTree tree) {
    this.tree = tree;
  }

  /// Makes a directory; its parent must be there.
  public void makeDirectory(Path path, int uid, int mode) throws KernelException {
    put(path, new Inode.Directory(device(path), uid, mode));
  }

  /// Makes a directory that is a file system of its own.
  public Device mount(Path path, int uid, int mode) throws KernelException {
    Device device = tree.newDevice();
    put(path, new Inode.Directory(device, uid, mode));
    return device;
  }

  public void makeFile(Path path, int uid, int mode, String text) throws KernelException {
    Inode.Regular file = new Inode.Regular(device(path), uid, mode);
    file.setText(text);
    put(path, file);
  }

  public void makeLink(Path path, int uid, Path target) throws KernelException {
    put(path, new Inode.Link(device(path), uid, target));
  }

  /// Makes a socket that nobody listens at.
  ///
  /// @param stream an open datagram socket otherwise
  public void makeSocket(Path path, int uid, int mode, boolean stream) throws KernelException {
    put(path, new Inode.Socket(device(path), uid, mode, stream));
  }

  /// Makes a named pipe.
  public void makePipe(Path path, int uid, int mode) throws KernelException {
    put(path, new Inode.Other(device(path), uid, mode));
  }

  public void setMode(Path path, int mode) throws KernelException {
    FileTree.present(find(path).inode(), OPERATION, path).setMode(mode);
  }

  /// Removes what is there, and all that is in it.
  public void remove(Path path) throws KernelException {
    FileTree.Place place = find(path);
    if (FileTree.present(place.inode(), OPERATION, path) instanceof Inode.Directory directory) {
      for (String name : directory.names()) {
        remove(path.resolve(name));
      }
      tree.removeDirectory(path);
    } else {
      place.directory().remove(place.name());
    }
  }

  public FileStatus status(Path path) throws KernelException {
    Inode inode = find(path).inode();
    return inode == null ? FileStatus.MISSING : inode.status();
  }

  public void rename(Path from, Path to) throws KernelException {
    tree.rename(from, to, FileTree.ADMINISTRATOR);
  }

  /// Writes a file, which is made when it is missing.
  public void write(Path path, int uid, int mode, String text) throws KernelException {
    if (find(path).inode() instanceof Inode.Regular file) {
      file.setText(text);
    } else {
      makeFile(path, uid, mode, text);
    }
  }

  /// Tells what is at a path from all that ever was or will be there; empty when nothing is. Inode
  /// numbers don't: they are given again.
  public String identity(Path path) {
    try {
      Inode inode = find(path).inode();
      return inode == null ? "" : "file " + known.computeIfAbsent(inode, _ -> known.size() + 1);
    } catch (KernelException e) {
      return "";
    }
  }

  /// The text of a regular file.
  public String read(Path path) throws KernelException {
    return regular(path).text();
  }

  /// The committed rows of a store; none when there is no store.
  public List<Row> rows(Path path, Table table) throws KernelException {
    if (find(path).inode() == null) {
      return List.of();
    }
    Database database = regular(path).database();
    return database == null ? List.of() : List.copyOf(database.rows(table));
  }

  private Inode.Regular regular(Path path) throws KernelException {
    if (find(path).inode() instanceof Inode.Regular file) {
      return file;
    }
    throw new IllegalArgumentException("not a file: " + path);
  }

  private void put(Path path, Inode inode) throws KernelException {
    FileTree.Place place = find(path);
    place.directory().put(place.name(), inode);
  }

  private Device device(Path path) throws KernelException {
    return find(path).directory().device();
  }

  private FileTree.Place find(Path path) throws KernelException {
    return tree.find(path, FileTree.ADMINISTRATOR, OPERATION);
  }
}
