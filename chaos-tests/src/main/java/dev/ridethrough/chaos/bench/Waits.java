package dev.ridethrough.chaos.bench;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Waiting that ends, whatever the processes that are measured do.
final class Waits {
  private static final long LIMIT_SECONDS = 30;

  private Waits() {}

  static void pause(long millis) {
    new CompletableFuture<Void>().completeOnTimeout(null, millis, TimeUnit.MILLISECONDS).join();
  }

  /// @throws IOException that says what did not come, or what came instead
  static <T> T join(CompletableFuture<T> future, String what) throws IOException {
    try {
      return future.orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof TimeoutException
          ? new IOException(what + " did not come within " + LIMIT_SECONDS + " s", e)
          : new IOException(String.valueOf(e.getCause()), e);
    }
  }

  /// Closes `channel`, and so ends whoever waits for it, unless the returned guard is cancelled
  /// before.
  static CompletableFuture<Void> guard(Closeable channel) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            channel.close();
          } catch (IOException e) {
            // who waits for it is woken all the same
          }
        },
        CompletableFuture.delayedExecutor(LIMIT_SECONDS, TimeUnit.SECONDS));
  }
}
