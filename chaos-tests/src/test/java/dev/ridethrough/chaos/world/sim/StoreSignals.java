package dev.ridethrough.chaos.world.sim;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// The signals that the JDK can't send; the command `kill` would be a process for each.
final class StoreSignals {
  private static final MethodHandle KILL = kill();

  private StoreSignals() {}

  @SuppressWarnings("restricted") // tests are started with native access
  private static MethodHandle kill() {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow("kill"),
        FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
  }

  /// @param process which nobody may have waited for yet, or its number may be another's
  static void send(Process process, int signal) {
    if (!process.isAlive()) {
      throw new IllegalStateException("process " + process.pid() + " has ended by itself");
    }
    try {
      int _ = (int) KILL.invokeExact((int) process.pid(), signal);
    } catch (Throwable e) {
      throw new IllegalStateException("kill failed", e);
    }
  }

  /// Whether the kernel says `T` of every thread.
  static boolean haveAllStopped(Process process) {
    Path threads = Path.of("/proc", "" + process.pid(), "task");
    try (Stream<Path> each = Files.list(threads)) {
      return each.allMatch(StoreSignals::hasStopped);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean hasStopped(Path thread) {
    try {
      String stat = Files.readString(thread.resolve("stat"));
      return stat.startsWith("T", stat.lastIndexOf(')') + 2); // the name before may hold anything
    } catch (IOException ended) {
      return true;
    }
  }
}
