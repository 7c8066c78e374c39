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
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/// Child processes that play in one story after the other. Some are started in advance, because a
/// SIGKILL needs a new one at once.
final class Children implements AutoCloseable {
  private static final int SPARES = 3;

  private final ReentrantLock lock = new ReentrantLock();
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

  /// To be called by any thread.
  Child take(int user) {
    Child child = next(user);
    child.awaitReady();
    return child;
  }

  private Child next(int user) {
    lock.lock();
    try {
      addSpares(user);
      return idle(user).remove();
    } finally {
      lock.unlock();
    }
  }

  void giveBack(int user, Child child) {
    lock.lock();
    try {
      idle(user).addFirst(child);
    } finally {
      lock.unlock();
    }
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
