package dev.ridethrough.chaos.world.process;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// Starts child processes, and ends those that are still there when the harness ends, however it
/// ends.
public final class Children {
  /// What root's children are started behind where permissions shall mean something to them.
  static final List<String> OBEYING_PERMISSIONS =
      List.of("setpriv", "--bounding-set=-dac_override,-dac_read_search");

  private static final Set<Process> ALIVE = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> ALIVE.forEach(Process::destroyForcibly)));
  }

  private Children() {}

  /// Standard error goes to `log`; an environment with nothing but what MCP clients pass.
  static Process start(List<String> command, Path home, Path log) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().retainAll(Set.of("PATH", "LANG", "LC_ALL", "TMPDIR"));
    builder.environment().put("HOME", home.toString());
    builder.redirectError(Redirect.appendTo(log.toFile()));
    Process process = start(builder);
    Leftovers.note(home, process);
    return process;
  }

  /// Starts what was prepared.
  public static Process start(ProcessBuilder builder) throws IOException {
    Process process = builder.start();
    ALIVE.add(process);
    var _ = process.onExit().thenRun(() -> ALIVE.remove(process));
    return process;
  }

  /// Whether it ended within the time.
  public static boolean ended(Process process, long millis) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (true) {
      try {
        return process.waitFor(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return !process.isAlive();
      }
    }
  }
}
