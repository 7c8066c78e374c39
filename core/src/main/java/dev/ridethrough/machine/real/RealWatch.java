package dev.ridethrough.machine.real;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;

import dev.ridethrough.machine.Errno;
import dev.ridethrough.machine.KernelException;
import dev.ridethrough.machine.Watch;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;

/// A watch service with one directory.
record RealWatch(WatchService service) implements Watch {

  static RealWatch of(Path directory) throws KernelException {
    WatchService service;
    try {
      service = FileSystems.getDefault().newWatchService();
    } catch (IOException failure) {
      throw new KernelException(Errno.EMFILE, "watch " + directory, failure);
    }
    var watch = new RealWatch(service);
    try {
      directory.register(service, ENTRY_CREATE, ENTRY_DELETE);
      return watch;
    } catch (FileSystemException failure) {
      watch.close();
      throw Errnos.ofFile(failure, "watch", directory);
    } catch (IOException noneLeft) {
      watch.close();
      throw new KernelException(Errno.EMFILE, "watch " + directory, noneLeft);
    }
  }

  @Override
  public boolean await() {
    try {
      WatchKey key = take();
      key.pollEvents();
      // What changes from here on signals the key anew. A key whose directory is gone never again
      // would, so the service is closed, and who asks once more is told as well.
      boolean valid = key.reset();
      if (!valid) {
        close();
      }
      return valid;
    } catch (ClosedWatchServiceException closed) {
      return false;
    }
  }

  private WatchKey take() {
    return Uninterrupted.get(service::take);
  }

  @Override
  public void close() {
    try {
      service.close();
    } catch (IOException ignored) {
      // The kernel has let go of the watch all the same.
    }
  }
}
