package dev.ridethrough.chaos.release;

import dev.ridethrough.chaos.world.run.Time;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/// Requests of all sessions, one every few milliseconds, until it is closed.
final class Load implements AutoCloseable {
  private final List<Sessions> sessions;
  private final Random random;
  private final long pauseMillis;
  private final Time time;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private volatile boolean over;

  /// @param pauseMillis how long it waits between two requests of the same sessions, on average
  Load(List<Sessions> sessions, long seed, long pauseMillis, Time time) {
    this.pauseMillis = pauseMillis;
    this.sessions = sessions;
    this.random = new Random(seed);
    this.time = time;
    time.machine().start("load", this::send);
  }

  private void send() {
    while (!over) {
      sessions.forEach(it -> it.send(random));
      time.machine().sleep(Duration.ofMillis(1 + random.nextLong(2 * pauseMillis)));
    }
    ended.complete(null);
  }

  /// Returns when the last request is sent.
  @Override
  public void close() {
    over = true;
    ended.join();
  }
}
