package dev.ridethrough.chaos.world.process;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a harness leaves behind that was killed itself: daemons that nobody ends, disks that nobody
/// takes away, folders. Each harness writes down what it starts, and the next one cleans up.
public final class Leftovers {
  static final String PREFIX = "rt";
  private static final String OWNER = "owner";
  private static final String CHILDREN = "children";

  private Leftovers() {}

  /// Says who the folder belongs to.
  public static void claim(Path root) throws IOException {
    note(root.resolve(OWNER), ProcessHandle.current());
  }

  /// Says that the process must not outlive the owner of the folder that holds `room`.
  public static void note(Path room, Process child) throws IOException {
    Path root = room.getParent();
    if (root != null && Files.exists(root.resolve(OWNER))) {
      note(root.resolve(CHILDREN), child.toHandle());
    }
  }

  /// By number and start: numbers are given again.
  private static synchronized void note(Path file, ProcessHandle process) throws IOException {
    String start = process.info().startInstant().map(Instant::toString).orElse("");
    Files.writeString(
        file,
        process.pid() + " " + start + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  /// Cleans up after harnesses that are gone. What can't be cleaned up stays.
  ///
  /// @param own the folder of this one, where those of others are, too
  public static void sweepBeside(Path own) {
    Path parent = own.resolveSibling("").normalize();
    try (DirectoryStream<Path> roots = Files.newDirectoryStream(parent, PREFIX + "*")) {
      for (Path root : roots) {
        if (Files.isReadable(root.resolve(OWNER)) && !isOwned(root)) {
          remove(root);
        }
      }
    } catch (IOException e) {
      // what somebody else left is not worth failing for
    }
  }

  /// Whether the harness lives that the folder belongs to.
  public static boolean isOwned(Path root) throws IOException {
    return !processes(root.resolve(OWNER)).isEmpty();
  }

  private static void remove(Path root) throws IOException {
    processes(root.resolve(CHILDREN)).forEach(ProcessHandle::destroyForcibly);
    for (Path room : rooms(root)) {
      SmallDisk.release(new Room(room).home());
      RealWorld.delete(room);
    }
    // else the owner's note stays, so that the next one tries again
    if (rooms(root).isEmpty()) {
      RealWorld.delete(root);
    }
  }

  private static List<Path> rooms(Path root) throws IOException {
    try (Stream<Path> files = Files.list(root)) {
      return files.filter(Files::isDirectory).toList();
    }
  }

  /// Those of the file that still are the same processes.
  private static List<ProcessHandle> processes(Path file) throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    return Files.readAllLines(file).stream()
        .map(line -> line.split(" ", -1))
        .filter(words -> words.length == 2)
        .flatMap(words -> process(words[0], words[1]).stream())
        .toList();
  }

  private static Optional<ProcessHandle> process(String pid, String start) {
    try {
      return ProcessHandle.of(Long.parseLong(pid))
          .filter(it -> it.info().startInstant().map(Instant::toString).orElse("").equals(start));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
