package dev.ridethrough.chaos.world.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What `/proc` says of a process.
public final class Proc {
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private Proc() {}

  /// Waits until the process stands still.
  ///
  /// @return whether it does, in time
  static boolean awaitStopped(long pid, long millis) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (!isStopped(pid)) {
      if (System.nanoTime() > end) {
        return false;
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    return true;
  }

  /// The state follows the command's name, which may hold anything, in parentheses.
  private static boolean isStopped(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      return stat.startsWith("T", stat.lastIndexOf(')') + 2);
    } catch (IOException e) {
      return false; // gone
    }
  }

  /// The number that the kernel would give to the next descriptor.
  public static long lowestFreeDescriptor(long pid) throws IOException {
    try (Stream<Path> files = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      Set<String> open = files.map(it -> it.getFileName().toString()).collect(Collectors.toSet());
      long free = 0;
      while (open.contains(Long.toString(free))) {
        free++;
      }
      return free;
    } catch (UncheckedIOException e) {
      throw e.getCause(); // it ended meanwhile
    }
  }
}
