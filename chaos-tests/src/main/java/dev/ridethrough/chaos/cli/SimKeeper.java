package dev.ridethrough.chaos.cli;

import dev.ridethrough.chaos.check.Tally;
import dev.ridethrough.chaos.explore.Exploration;
import dev.ridethrough.chaos.explore.FailureKind;
import dev.ridethrough.chaos.report.Plain;
import dev.ridethrough.chaos.report.Progress;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Keeps what an exploration finds: one failure of each kind, and a sample of the histories.
final class SimKeeper implements Exploration.Keeper {
  /// One in so many is saved, as an example.
  private static final int SAMPLE = 1_000;

  /// Then there is enough to look at.
  private static final int KINDS = 10;

  private final ReportFolder folder;
  private final Progress progress;
  private final PrintStream out;
  private final long startNanos;
  private final Map<FailureKind, Exploration.Ran> failures = new LinkedHashMap<>();

  SimKeeper(ReportFolder folder, Progress progress, PrintStream out, long startNanos) {
    this.folder = folder;
    this.progress = progress;
    this.out = out;
    this.startNanos = startNanos;
  }

  @Override
  public boolean ran(Exploration.Ran run, Tally sum) throws IOException {
    progress.show((System.nanoTime() - startNanos) / 1_000_000, sum);
    if (run.number() % SAMPLE == 1) {
      save(run);
    }
    Optional<FailureKind> kind = FailureKind.of(run.history(), run.judgement());
    return kind.isEmpty() || keep(kind.get(), run);
  }

  private synchronized boolean keep(FailureKind kind, Exploration.Ran run) throws IOException {
    if (failures.putIfAbsent(kind, run) == null) {
      save(run);
      progress.clear();
      out.printf(
          "scenario %d: promise %d, %s, %s (%s): %s%n",
          run.number(),
          kind.promise().id(),
          kind.promise().title(),
          kind.broken() ? "BROKEN" : "INVALID",
          kind.faults(),
          Plain.line(kind.words()));
    }
    return failures.size() < KINDS;
  }

  private void save(Exploration.Ran run) throws IOException {
    folder.saveHistory(run.number(), run.history());
    folder.saveVerdict(run.number(), run.judgement());
  }

  /// One failure of each kind.
  synchronized List<Map.Entry<FailureKind, Exploration.Ran>> failures() {
    return new ArrayList<>(failures.entrySet());
  }
}
