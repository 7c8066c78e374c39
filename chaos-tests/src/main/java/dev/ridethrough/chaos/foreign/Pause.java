package dev.ridethrough.chaos.foreign;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Lets time pass.
final class Pause {
  private Pause() {}

  static void millis(long millis) {
    new CompletableFuture<Void>().completeOnTimeout(null, millis, TimeUnit.MILLISECONDS).join();
  }
}
