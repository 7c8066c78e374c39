package dev.ridethrough.chaos.world.sim;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.sqlite.util.OSInfo;

/// Real processes that are ready, and live from one sequence to the next while nobody kills them.
final class StoreChildren implements AutoCloseable {
  private static final int SPARES = 3;

  /// Memory, where there is some: the disk is not what is tested.
  private static final Path MEMORY = Path.of("/dev/shm");

  private final Path folder;
  private final List<StoreChild> all = new ArrayList<>();
  private final Deque<StoreChild> idle = new ArrayDeque<>();
  private final Deque<StoreChild> spares = new ArrayDeque<>();
  private int rooms;

  StoreChildren() {
    try {
      folder =
          Files.isWritable(MEMORY)
              ? Files.createTempDirectory(MEMORY, "ridethrough-store")
              : Files.createTempDirectory("ridethrough-store");
      unpackLibrary();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    refill();
  }

  private void unpackLibrary() throws IOException {
    String name = System.mapLibraryName("sqlitejdbc");
    String resource = "/org/sqlite/native/" + OSInfo.getNativeLibFolderPathForCurrentOS() + "/";
    try (InputStream in = OSInfo.class.getResourceAsStream(resource + name)) {
      Files.copy(in, folder.resolve(name));
    }
  }

  private void refill() {
    while (spares.size() < SPARES) {
      var child = new StoreChild(folder, folder);
      all.add(child);
      spares.add(child);
    }
  }

  /// One that is ready to begin.
  StoreChild take() {
    if (!idle.isEmpty()) {
      return idle.pop();
    }
    StoreChild child = spares.poll();
    refill();
    child.await("ready");
    return child;
  }

  void giveBack(StoreChild child) {
    idle.push(child);
  }

  void killed(StoreChild child) {
    all.remove(child);
  }

  StoreRoom newRoom() {
    return new StoreRoom(folder.resolve("room" + ++rooms));
  }

  @Override
  public void close() {
    all.forEach(StoreChild::kill);
    all.forEach(StoreChild::awaitEnd);
    try {
      StoreRoom.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
