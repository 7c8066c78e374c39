package dev.ridethrough.chaos.world.sim;

import dev.ridethrough.machine.FileStatus;
import dev.ridethrough.machine.FileStatus.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A file of any kind. Lives while a name or an open descriptor leads to it; then its number is
/// free again.
abstract sealed class Inode {
  private static final int OWNER_SHIFT = 6;
  private static final int PERMISSIONS = 7;

  private final Device device;
  private final long number;
  private final int uid;
  private int mode;
  private int references;

  Inode(Device device, int uid, int mode) {
    this.device = device;
    this.number = device.take();
    this.uid = uid;
    this.mode = mode;
  }

  abstract Kind kind();

  /// A name, or a descriptor.
  void hold() {
    references++;
  }

  void release() {
    references--;
    if (references == 0) {
      device.giveBack(number);
    }
  }

  FileStatus status() {
    return new FileStatus(kind(), uid, mode, device.number() + ":" + number);
  }

  /// Whether its mode allows the user what is wanted.
  ///
  /// @param bits 4 to read, 2 to write, 1 to pass through
  boolean allows(int user, int bits) {
    int granted = user == uid ? mode >> OWNER_SHIFT : mode;
    return (granted & PERMISSIONS & bits) == bits;
  }

  Device device() {
    return device;
  }

  int uid() {
    return uid;
  }

  void setMode(int to) {
    mode = to;
  }

  static final class Directory extends Inode {
    private final TreeMap<String, Inode> entries = new TreeMap<>();
    private final List<SimWatch> watches = new ArrayList<>();

    Directory(Device device, int uid, int mode) {
      super(device, uid, mode);
    }

    @Override
    Kind kind() {
      return Kind.DIRECTORY;
    }

    @Nullable Inode get(String name) {
      return entries.get(name);
    }

    boolean isEmpty() {
      return entries.isEmpty();
    }

    /// Replaces what has the name.
    void put(String name, Inode inode) {
      inode.hold();
      Inode old = entries.put(name, inode);
      if (old != null) {
        old.release();
      }
      changed();
    }

    void remove(String name) {
      Inode old = entries.remove(name);
      if (old != null) {
        changed();
        old.release();
      }
    }

    List<String> names() {
      return List.copyOf(entries.keySet());
    }

    List<SimWatch> watches() {
      return watches;
    }

    /// It was removed.
    void orphaned() {
      watches.forEach(SimWatch::orphaned);
    }

    private void changed() {
      watches.forEach(SimWatch::changed);
    }
  }

  static final class Regular extends Inode {
    private String text = "";
    private @Nullable SimProcess lockHolder;
    private @Nullable Database database;

    Regular(Device device, int uid, int mode) {
      super(device, uid, mode);
    }

    @Override
    Kind kind() {
      return Kind.FILE;
    }

    String text() {
      return text;
    }

    void setText(String to) {
      text = to;
    }

    @Nullable SimProcess lockHolder() {
      return lockHolder;
    }

    void setLockHolder(@Nullable SimProcess process) {
      lockHolder = process;
    }

    @Nullable Database database() {
      return database;
    }

    void setDatabase(Database content) {
      database = content;
    }
  }

  static final class Socket extends Inode {
    private final boolean stream;
    private @Nullable SimListener listener;

    Socket(Device device, int uid, int mode, boolean stream) {
      super(device, uid, mode);
      this.stream = stream;
    }

    @Override
    Kind kind() {
      return Kind.SOCKET;
    }

    /// A datagram socket otherwise.
    boolean isStream() {
      return stream;
    }

    /// Who listens, or null.
    @Nullable SimListener listener() {
      return listener;
    }

    void setListener(@Nullable SimListener now) {
      listener = now;
    }
  }

  static final class Link extends Inode {
    private final Path target;

    Link(Device device, int uid, Path target) {
      super(device, uid, 0777);
      this.target = target;
    }

    @Override
    Kind kind() {
      return Kind.LINK;
    }

    Path target() {
      return target;
    }
  }

  /// A named pipe or a device.
  static final class Other extends Inode {
    Other(Device device, int uid, int mode) {
      super(device, uid, mode);
    }

    @Override
    Kind kind() {
      return Kind.OTHER;
    }
  }
}
