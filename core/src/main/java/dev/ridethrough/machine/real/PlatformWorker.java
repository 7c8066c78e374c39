package dev.ridethrough.machine.real;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// One platform thread for calls that would hold a virtual thread's carrier as long as they last: a
/// machine with two cores has two carriers. The thread is started by the first job and does not
/// keep the process alive.
final class PlatformWorker {
  private final ThreadPoolExecutor executor;

  PlatformWorker(String name) {
    BlockingQueue<Runnable> jobs = new LinkedBlockingQueue<>();
    executor =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            jobs,
            body -> Thread.ofPlatform().name(name).daemon().unstarted(body));
  }

  /// @throws java.util.concurrent.RejectedExecutionException after [#close]
  void execute(FutureTask<?> job) {
    executor.execute(job);
  }

  int waiting() {
    return executor.getQueue().size();
  }

  /// Finishes what was given and then ends the thread.
  void close() {
    executor.shutdown();
    Uninterrupted.get(() -> executor.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS));
  }

  /// @throws java.util.concurrent.CancellationException when the job was cancelled
  static <T> T join(Future<T> job) throws ExecutionException {
    return Uninterrupted.<T, ExecutionException>get(job::get);
  }
}
