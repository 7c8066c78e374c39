package dev.ridethrough.chaos.cli;

import dev.ridethrough.chaos.check.Tally;
import dev.ridethrough.chaos.explore.Exploration;
import dev.ridethrough.chaos.report.Progress;
import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicInteger;

/// Keeps what an exploration finds: the histories of failures, and a sample of the others.
final class SimKeeper implements Exploration.Keeper {
  /// One in so many is saved, as an example.
  private static final int SAMPLE = 1_000;

  /// Then there is enough to look at.
  private static final int FAILURES = 10;

  private final ReportFolder folder;
  private final Progress progress;
  private final PrintStream out;
  private final long startNanos;
  private final AtomicInteger failures = new AtomicInteger();

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
      folder.saveHistory(run.number(), run.history());
    }
    if (run.judgement().broken().isEmpty()) {
      return true;
    }
    folder.saveSmallest(run.number(), run.scenario(), run.history(), run.judgement());
    synchronized (this) {
      progress.clear();
      Witnesses.show(out, run.history(), run.judgement());
    }
    return failures.incrementAndGet() < FAILURES;
  }
}
