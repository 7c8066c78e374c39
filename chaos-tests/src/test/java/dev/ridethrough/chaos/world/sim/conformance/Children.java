package dev.ridethrough.chaos.world.sim.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Child processes that play in one story after the other. Some are started in advance, because a
/// SIGKILL needs a new one at once.
final class Children implements AutoCloseable {
  private static final int SPARES = 3;

  private final Path room;
  private final Software software;
  private final Map<Integer, Deque<Child>> idle = new HashMap<>();
  private final List<Child> all = new ArrayList<>();

  Children() {
    try {
      room = Files.createTempDirectory("conform");
      Files.setPosixFilePermissions(room, PosixFilePermissions.fromString("rwxr-xr-x"));
      software = Software.in(room);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (int user : Cast.HERE.users()) {
      idle(user).add(start(user));
    }
    idle.keySet().forEach(this::addSpares);
  }

  private Deque<Child> idle(int user) {
    return idle.computeIfAbsent(user, _ -> new ArrayDeque<>());
  }

  private void addSpares(int user) {
    while (idle(user).size() < SPARES) {
      idle(user).add(start(user));
    }
  }

  private Child start(int user) {
    Child child = new Child(software.command(user));
    all.add(child);
    return child;
  }

  Child take(int user) {
    Child child = idle(user).remove();
    child.awaitReady();
    return child;
  }

  void giveBack(int user, Child child) {
    idle(user).addFirst(child);
  }

  /// Instead of one that was killed.
  Child replace(int user, Child dead) {
    all.remove(dead);
    idle(user).addLast(start(user));
    return take(user);
  }

  /// A folder for a story.
  Path folder(int story) {
    return room.resolve(Integer.toString(story));
  }

  @Override
  public void close() {
    all.forEach(Child::kill);
    remove(room);
  }

  static void remove(Path folder) {
    try (Stream<Path> found = Files.walk(folder)) {
      for (Path path : found.toList().reversed()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
