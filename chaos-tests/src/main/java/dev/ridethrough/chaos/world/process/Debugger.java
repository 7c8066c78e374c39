package dev.ridethrough.chaos.world.process;

import dev.ridethrough.chaos.scenario.Scenario;
import dev.ridethrough.chaos.world.run.AimedPoint;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/// Lets people attach a debugger to the processes of a scenario: says where one stands, and how to
/// attach, and keeps the fault back until Enter is pressed. At the end of the input it keeps
/// nothing back any more, and limits hold again.
public final class Debugger implements Onlooker {
  private static final Duration LIMIT = Duration.ofHours(1);
  private static final String HOST = "127.0.0.1";

  private final List<AimedPoint> points;
  private final PrintStream out;
  private final EnterKey enter;
  private final Map<String, Integer> ports = new ConcurrentHashMap<>();
  private final Map<String, Long> pids = new ConcurrentHashMap<>();
  private final ReentrantLock looking = new ReentrantLock(true);
  private final AtomicBoolean overdue = new AtomicBoolean();

  /// @param in where Enter is pressed; read from now on
  public Debugger(Scenario scenario, PrintStream out, InputStream in) {
    this.points = AimedPoint.of(scenario);
    this.out = out;
    this.enter = new EnterKey(in);
  }

  /// Whether a fault of the scenario is aimed at a kill point, where a process can stand still.
  public static boolean canStop(Scenario scenario) {
    return !AimedPoint.of(scenario).isEmpty();
  }

  /// The debug agent, on a port of its own, which a debugger finds again when it comes back. No AOT
  /// cache: it can't be used with the agent. Quiet, because a proxy's output belongs to its client.
  @Override
  public List<String> flags(String process) {
    int port = freePort();
    ports.put(process, port);
    return List.of(
        "-XX:AOTMode=off",
        "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,quiet=y,includevirtualthreads=y,"
            + "address="
            + HOST
            + ":"
            + port);
  }

  /// Should somebody take it meanwhile, the process does not start, and says why.
  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("no free port for the debug agent at " + HOST, e);
    }
  }

  @Override
  public void started(String process, long pid) {
    pids.put(process, pid);
  }

  @Override
  public long limitMillis(long usual) {
    return Math.max(usual, LIMIT.toMillis());
  }

  /// One after the other, when several processes stand still at once.
  @Override
  public void look(int point, String process) {
    AimedPoint at = points.stream().filter(it -> it.index() == point).findFirst().orElseThrow();
    looking.lock();
    try {
      out.print(stop(at, process));
      out.flush();
      String then = at.fault() + ", and the run goes on.";
      out.println(enter.await() ? "Now: " + then : "The input has ended. Now, at once: " + then);
    } finally {
      looking.unlock();
    }
  }

  private String stop(AimedPoint at, String process) {
    int port = ports.getOrDefault(process, 0);
    long pid = pids.getOrDefault(process, 0L);
    String who = process.replaceFirst("^daemon ", "daemon generation ");
    String threads = at.gather() == 1 ? "A thread stands" : at.gather() + " threads stand";
    return """

    STANDS STILL: %s (process %d), in life %d, right before: %s
      where:  %s still in KillPoints$KillPoint.pass; below it on the stack is core. All others go on.
      attach: jdb -attach %s:%d      (then `suspend`, and `where all`)
              IntelliJ IDEA: Run > Attach to Process, process %d
              VS Code: {"type": "java", "request": "attach", "hostName": "%s", "port": %d}
      next:   %s
    Press Enter when you have seen enough; let go of what the debugger suspended first.
    """
        .formatted(
            who,
            pid,
            at.life() + 1,
            at.coordinate(),
            threads,
            HOST,
            port,
            pid,
            HOST,
            port,
            at.fault());
  }

  /// Until the input ends. Says once, when nobody looks, that a limit has passed.
  @Override
  public CompletableFuture<Void> patience() {
    if (!enter.over().isDone() && !looking.isLocked() && overdue.compareAndSet(false, true)) {
      out.println(
          "The run waits for something longer than it usually would: a thread may stand at a"
              + " breakpoint, or nobody comes to the kill point. At the end of the input (Ctrl-D)"
              + " it stops waiting; Ctrl-C ends everything.");
    }
    return enter.over();
  }
}
