package dev.ridethrough.chaos.world.sim;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/// A real folder in which a sequence runs, and what is done to it from outside.
final class StoreRoom {
  final Path path;
  private final Path home;
  private final Path store;
  private int away;

  StoreRoom(Path path) {
    this.path = path;
    this.home = path.resolve("home");
    this.store = home.resolve("store");
    change(() -> Files.createDirectories(home));
  }

  private interface OnDisk {
    void run() throws IOException;
  }

  private static void change(OnDisk action) {
    try {
      action.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void meddle(StoreStep.Change change) {
    change(() -> {
      switch (change) {
        case DELETE -> deleteStore();
        case MOVE_AWAY -> {
          if (Files.isDirectory(home)) {
            Files.move(home, path.resolve("away" + ++away));
          }
          Files.createDirectory(home);
        }
        case MOVE_BACK -> moveBack();
        case PLANT_EMPTY -> plant("");
        case PLANT_TEXT -> plant(StoreWorld.PLANTED);
        case PLANT_FOLDER -> {
          if (isFree()) {
            Files.createDirectory(store);
          }
        }
        case REMOVE_FOLDER -> delete(home);
      }
    });
  }

  private void deleteStore() throws IOException {
    for (String suffix : List.of("", "-wal", "-shm")) {
      Files.deleteIfExists(home.resolve("store" + suffix));
    }
  }

  private void moveBack() throws IOException {
    if (away > 0 && !Files.exists(store)) {
      Files.deleteIfExists(home);
      Files.move(path.resolve("away" + away--), home);
    }
  }

  private void plant(String text) throws IOException {
    if (isFree()) {
      Files.writeString(store, text);
    }
  }

  private boolean isFree() {
    return Files.isDirectory(home) && !Files.exists(store);
  }

  /// With all that is in it; nothing when it is not there.
  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (var found = Files.walk(folder)) {
      for (Path each : found.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    }
  }
}
