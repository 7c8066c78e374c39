package dev.ridethrough.chaos.release;

import dev.ridethrough.chaos.world.run.Time;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Runs the command `update`, and kills it where it shall be.
///
/// @param program the build whose command it is
record Updater(Stage stage, Manager manager, Build program, Time time) {
  private static final long LIMIT_MILLIS = 120_000;
  private static final Duration GLANCE = Duration.ofMillis(1);

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
    return new Update(to, killed ? step : null, ended.status(), millis, ended.said());
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

  /// Whoever is killed first can't see the end of what it has started.
  private static void kill(Process process) {
    List<ProcessHandle> started = new ArrayList<>(process.descendants().toList());
    process.destroyForcibly();
    started.forEach(ProcessHandle::destroyForcibly);
  }
}
