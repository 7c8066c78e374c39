package dev.ridethrough.chaos.world.run;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Does things at their time, each on a thread of its own. Jobs are added by one thread at a time.
final class Schedule implements AutoCloseable {
  private final Time time;
  private final List<CompletableFuture<Void>> jobs = new ArrayList<>();
  private volatile boolean closed;

  Schedule(Time time) {
    this.time = time;
  }

  /// Runs `job` at `millis` after `from`, a time of [Time#nanos].
  void at(long from, long millis, Runnable job) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    jobs.add(done);
    time.machine().start("harness", () -> run(from, millis, job, done));
  }

  private void run(long from, long millis, Runnable job, CompletableFuture<Void> done) {
    try {
      time.await(from, millis);
      if (!closed) {
        job.run();
      }
      done.complete(null);
    } catch (Throwable failure) {
      done.completeExceptionally(failure); // for awaitAll
    }
  }

  /// Waits until every job has run.
  void awaitAll() {
    CompletableFuture.allOf(jobs.toArray(CompletableFuture[]::new)).join();
  }

  /// What has not begun never will.
  @Override
  public void close() {
    closed = true;
  }
}
