package dev.ridethrough.service;

import dev.ridethrough.machine.KernelException;
import dev.ridethrough.machine.Machine;
import dev.ridethrough.wire.Text;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A daemon that nothing looks after: for machines without systemd. Each method returns what it
/// did, for people.
final class DetachedDaemon {
  /// Longer than a start waits for a predecessor that drains.
  private static final Duration START_LIMIT = Duration.ofSeconds(40);

  /// Far beyond most drains.
  private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

  private static final Duration POLL = Duration.ofMillis(20);
  private static final long MAX_LOG_BYTES = 1024L * 1024;
  private static final int MAX_READ_BYTES = 8 * 1024 * 1024;
  private static final int TOLD_LINES = 5;

  private final Machine machine;
  private final Answered answered;

  DetachedDaemon(Machine machine, String version) {
    this.machine = machine;
    this.answered = new Answered(machine, version);
  }

  String start(Unit unit) throws ServiceException {
    return switch (answered.look(unit.socket())) {
      case Condition.Serving serving -> "already " + words(serving, unit);
      case Condition.NotServing not -> startWhere(unit, not);
    };
  }

  private String startWhere(Unit unit, Condition.NotServing not) throws ServiceException {
    switch (not.why()) {
      case MISSING, STALE -> {}
      case NOT_ACCESSIBLE, UNUSABLE, UNREACHABLE ->
          throw new ServiceException("no daemon can be started there: " + not.explanation());
    }
    Path log = unit.home().resolve("daemon.log");
    long pid;
    try {
      machine.files().createDirectory(unit.home());
      if (machine.host().size(log) > MAX_LOG_BYTES) {
        machine.files().rename(log, unit.home().resolve("daemon.log.1"));
      }
      List<String> command = new ArrayList<>(List.of(unit.launcher().toString()));
      command.addAll(unit.arguments());
      pid = machine.host().startDetached(command, log);
    } catch (KernelException e) {
      throw new ServiceException("can't start a daemon: " + e.getMessage() + ".");
    }
    Condition found =
        answered.await(unit.socket(), START_LIMIT, any -> true, () -> !machine.alive(pid));
    if (found instanceof Condition.Serving serving) {
      return words(serving, unit) + "; its log is " + Text.printable(log.toString());
    }
    throw new ServiceException(
        "the daemon (pid "
            + pid
            + ") was started but "
            + (machine.alive(pid) ? "does not answer" : "ended")
            + ". The end of "
            + Text.printable(log.toString())
            + ": "
            + end(log));
  }

  private String end(Path log) {
    try {
      List<String> lines =
          machine.host().read(log, MAX_READ_BYTES).strip().lines().map(Text::printable).toList();
      return String.join(
          "\n  ", lines.subList(Math.max(0, lines.size() - TOLD_LINES), lines.size()));
    } catch (KernelException e) {
      return e.getMessage() + ".";
    }
  }

  /// Ends whoever serves there, and waits until it is gone.
  String stop(Path socket, Condition.Serving serving) throws ServiceException {
    long pid = serving.pid();
    refuseOthers(socket, serving.maker());
    if (!machine.terminate(pid)) {
      throw new ServiceException("the daemon (pid " + pid + ") can't be signalled.");
    }
    long giveUpAt = machine.nanoTime() + STOP_LIMIT.toNanos();
    while (machine.alive(pid)) {
      if (machine.nanoTime() > giveUpAt) {
        throw new ServiceException(
            "the daemon (pid " + pid + ") got SIGTERM but still runs; look at its log.");
      }
      machine.sleep(POLL);
    }
    return "stopped: pid " + pid + " at " + Text.printable(socket.toString());
  }

  private static void refuseOthers(Path socket, Condition.Maker maker) throws ServiceException {
    String at = Text.printable(socket.toString());
    switch (maker) {
      case DAEMON -> {}
      case MANAGER ->
          throw new ServiceException(
              "a service manager made "
                  + at
                  + " and starts the daemon again whenever somebody connects. Stop its units"
                  + " (`systemctl --user list-sockets` names them).");
      case OTHER_CONTAINER ->
          throw new ServiceException(
              "the daemon at "
                  + at
                  + " runs in another container, so its process can't be signalled from here. Stop"
                  + " that container, or run this command in it.");
    }
  }

  private static String words(Condition.Serving s, Unit unit) {
    return "serving: generation %d, pid %d, version %s, at %s"
        .formatted(s.generation(), s.pid(), s.version(), Text.printable(unit.socket().toString()));
  }
}
