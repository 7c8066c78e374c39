package dev.ridethrough.machine.real;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Standard error, a line at a time. Whoever started the process may never read it, and then the
/// pipe is full for ever: a line is waited for only briefly, and lines are dropped rather than
/// collected.
final class StdErr {
  private static final long PATIENCE_MILLIS = 100;
  private static final int QUEUE = 256;

  private final FileOutputStream err = new FileOutputStream(FileDescriptor.err);
  private final PlatformWorker worker = new PlatformWorker("stderr");

  /// The line that nobody took in time; until somebody does, no other is waited for.
  private volatile @Nullable FutureTask<Boolean> stuck;

  void line(String line) {
    if (worker.waiting() >= QUEUE) {
      return;
    }
    byte[] bytes = (line + "\n").getBytes(UTF_8);
    var job = new FutureTask<>(() -> write(bytes), true);
    worker.execute(job);
    FutureTask<Boolean> earlier = stuck;
    if (earlier != null && !earlier.isDone()) {
      return;
    }
    try {
      boolean written = Uninterrupted.get(() -> waitFor(job));
      stuck = written ? null : job;
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /// So that a line that is followed by the end of the process is seen.
  private static boolean waitFor(FutureTask<Boolean> job)
      throws InterruptedException, ExecutionException {
    try {
      return job.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException stuck) {
      return false;
    }
  }

  /// In one call, so that lines of several processes with one standard error don't mix.
  private void write(byte[] bytes) {
    try {
      err.write(bytes);
    } catch (IOException ignored) {
      // Closed, or its reader is gone: there is no other place to complain.
    }
  }
}
