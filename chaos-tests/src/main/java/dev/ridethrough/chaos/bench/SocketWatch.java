package dev.ridethrough.chaos.bench;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.concurrent.TimeUnit;

/// Tells when a socket appears at a path.
final class SocketWatch implements Closeable {
  private static final long LIMIT_SECONDS = 30;

  private final WatchService service = FileSystems.getDefault().newWatchService();
  private final Path name;

  /// @param directory must exist
  SocketWatch(Path directory, String name) throws IOException {
    this.name = Path.of(name);
    directory.register(service, ENTRY_CREATE);
  }

  /// Forgets what has happened so far.
  void forget() {
    for (WatchKey key = service.poll(); key != null; key = service.poll()) {
      key.pollEvents();
      key.reset();
    }
  }

  /// Waits for it.
  ///
  /// @return when it was noticed, on the monotonic clock
  long await() throws IOException {
    while (true) {
      WatchKey key = next();
      long now = System.nanoTime();
      boolean there = key.pollEvents().stream().anyMatch(event -> name.equals(event.context()));
      key.reset();
      if (there) {
        return now;
      }
    }
  }

  private WatchKey next() throws IOException {
    try {
      WatchKey key = service.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
      if (key == null) {
        throw new IOException("no daemon came to its path within " + LIMIT_SECONDS + " s");
      }
      return key;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public void close() throws IOException {
    service.close();
  }
}
