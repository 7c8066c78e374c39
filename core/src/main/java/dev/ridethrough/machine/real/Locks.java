package dev.ridethrough.machine.real;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.ridethrough.machine.Errno;
import dev.ridethrough.machine.FileStatus;
import dev.ridethrough.machine.FileStatus.Kind;
import dev.ridethrough.machine.KernelException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// The locks of this process.
///
/// The kernel drops a lock when *any* descriptor of the file is closed in this process. So the
/// channel of a locked file is kept from the garbage collector, and a file that is locked is not
/// opened again.
final class Locks {
  private static final int ATTEMPTS = 10;

  private final List<RealLockedFile> held = new CopyOnWriteArrayList<>();
  private final List<FileChannel> kept = new CopyOnWriteArrayList<>();

  @Nullable RealLockedFile tryLock(Path path) throws KernelException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      FileStatus before = existing(path);
      if (holds(before.id())) {
        return null;
      }
      FileChannel channel = open(path);
      if (channel != null && before.id().equals(RealFiles.look(path).id())) {
        return lock(channel, path, before.id());
      }
      if (channel != null) {
        RealSockets.discard(channel);
      }
    }
    throw new KernelException(Errno.EIO, "lock " + path + " (it is replaced again and again)");
  }

  private boolean holds(String id) {
    for (RealLockedFile file : held) {
      if (file.id().equals(id)) {
        return true;
      }
    }
    return false;
  }

  private static FileStatus existing(Path path) throws KernelException {
    if (RealFiles.look(path).kind() == Kind.MISSING) {
      try {
        RealFiles.create(path);
      } catch (FileAlreadyExistsException other) {
        return RealFiles.regular(path, "lock");
      } catch (IOException failure) {
        throw Errnos.ofFile(failure, "lock", path);
      }
    }
    return RealFiles.regular(path, "lock");
  }

  /// @return null when the file has just been replaced by something else
  private static @Nullable FileChannel open(Path path) throws KernelException {
    try {
      return FileChannel.open(path, READ, WRITE, NOFOLLOW_LINKS);
    } catch (IOException failure) {
      if (RealFiles.look(path).kind() != Kind.FILE) {
        return null;
      }
      throw Errnos.ofFile(failure, "lock", path);
    }
  }

  private @Nullable RealLockedFile lock(FileChannel channel, Path path, String id)
      throws KernelException {
    try {
      if (channel.tryLock() == null) {
        RealSockets.discard(channel);
        return null;
      }
      var file = new RealLockedFile(channel, path, id);
      held.add(file);
      return file;
    } catch (OverlappingFileLockException mine) {
      kept.add(channel);
      return null;
    } catch (IOException failure) {
      RealSockets.discard(channel);
      throw Errnos.ofFile(failure, "lock", path);
    }
  }
}
