package dev.ridethrough.chaos.release;

import dev.ridethrough.chaos.world.process.Posix;
import dev.ridethrough.chaos.world.run.Child;
import dev.ridethrough.chaos.world.run.Time;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Runs the command `update`, and kills it where it shall be.
///
/// @param program the build whose command it is
record Updater(Stage stage, Manager manager, Build program, Time time) {
  private static final long LIMIT_MILLIS = 120_000;
  private static final Duration GLANCE = Duration.ofMillis(1);

  /// The exit status of what SIGKILL ended.
  private static final int KILLED = 137;

  /// In so many looks in a row nothing new may be seen.
  private static final int LOOKS = 2;

  /// Long enough for a Java program to have begun, and no more.
  private static final long BEGUN_MILLIS = 150;

  /// Runs it to its end.
  Update run(Build to) throws IOException {
    return run(to, null);
  }

  /// The same, but kills it when it comes to a step, if it does.
  Update run(Build to, @Nullable Step step) throws IOException {
    Path log = stage.log("update");
    List<Path> before = stage.versions();
    Optional<Path> current = current();
    CompletableFuture<Void> reached = new CompletableFuture<>();
    if (step != null) {
      manager.listen((verb, done) -> {
        if (isCall(step, verb, done)) {
          reached.complete(null);
        }
      });
    }
    long start = time.nanos();
    Process process = Programs.start(command(to), stage.environment(), log);
    boolean killed = step != null && awaitStep(process, step, start, before, current, reached);
    if (killed) {
      kill(process);
    }
    Programs.Ended ended = Programs.await(process, LIMIT_MILLIS, log);
    manager.listen((_, _) -> {});
    long millis = (time.nanos() - start) / 1_000_000;
    Step killedAt = killedAt(killed ? step : null, ended.status());
    return new Update(to, killedAt, ended.status(), millis, ended.said());
  }

  /// Where it was killed: it may have come to its end before it could be.
  ///
  /// @param tried where somebody tried to, or null
  static @Nullable Step killedAt(@Nullable Step tried, int status) {
    return status == KILLED ? tried : null;
  }

  private List<String> command(Build to) {
    return List.of(
        program.launcher().toString(),
        "update",
        "--from",
        to.source().toString(),
        "--prefix",
        stage.prefix().toString());
  }

  private static boolean isCall(Step step, String verb, boolean done) {
    return switch (step) {
      case RELOAD -> verb.equals("daemon-reload") && !done;
      case RESTART -> verb.equals("restart") && !done;
      case RESTARTED -> verb.equals("restart") && done;
      case BEGUN, INSTALLING, SWAPPED -> false;
    };
  }

  /// Whether it came there before its end.
  private boolean awaitStep(
      Process process,
      Step step,
      long start,
      List<Path> before,
      Optional<Path> current,
      CompletableFuture<Void> reached)
      throws IOException {
    while (process.isAlive()) {
      boolean there =
          switch (step) {
            case BEGUN -> time.nanos() - start > BEGUN_MILLIS * 1_000_000;
            case INSTALLING -> !stage.versions().equals(before);
            case SWAPPED -> !current().equals(current);
            case RELOAD, RESTART, RESTARTED -> reached.isDone();
          };
      if (there) {
        return true;
      }
      time.machine().sleep(GLANCE);
    }
    return false;
  }

  private Optional<Path> current() {
    try {
      return Optional.of(stage.current());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /// All of it stands still before any of it is killed: what runs may start something meanwhile,
  /// which nobody would find any more.
  private static void kill(Process process) {
    Set<ProcessHandle> all = new HashSet<>(List.of(process.toHandle()));
    for (int looks = 0; looks < LOOKS; looks++) {
      all.forEach(it -> Posix.send(it.pid(), Child.Signal.STOP));
      if (all.addAll(process.descendants().toList())) {
        looks = 0;
      }
    }
    all.forEach(ProcessHandle::destroyForcibly);
  }
}
