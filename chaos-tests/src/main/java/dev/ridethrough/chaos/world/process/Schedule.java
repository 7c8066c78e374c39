package dev.ridethrough.chaos.world.process;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Does things at their time, each on a thread of its own.
final class Schedule implements AutoCloseable {
  /// A new virtual thread for each job.
  static final Executor THREADS = body -> Thread.ofVirtual().name("harness").start(body);

  private final List<CompletableFuture<Void>> jobs = new ArrayList<>();

  /// Runs `job` at `millis` after `from`, a time on [System#nanoTime].
  void at(long from, long millis, Runnable job) {
    jobs.add(
        CompletableFuture.runAsync(
            () -> {
              await(from, millis);
              job.run();
            },
            THREADS));
  }

  /// Waits until `millis` after `from`.
  void await(long from, long millis) {
    long end = from + TimeUnit.MILLISECONDS.toNanos(millis);
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
  }

  /// Waits until every job has run.
  void awaitAll() {
    CompletableFuture.allOf(jobs.toArray(CompletableFuture[]::new)).join();
  }

  @Override
  public void close() {
    jobs.forEach(job -> job.cancel(true));
  }
}
