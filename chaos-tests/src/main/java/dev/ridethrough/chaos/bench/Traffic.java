package dev.ridethrough.chaos.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/// One session whose lanes ask for one effect after the other, each with a token of its own.
final class Traffic implements AutoCloseable {
  private static final long BETWEEN_NANOS = 5_000_000;
  private static final long LIMIT_SECONDS = 30;

  private final ServeProcess proxy;
  private final String name;
  private final List<Thread> lanes = new ArrayList<>();
  private final List<Asked> asked = new ArrayList<>();
  private final AtomicBoolean over = new AtomicBoolean();

  /// Starts to ask at once.
  ///
  /// @param name begins all its tokens
  Traffic(ServeProcess proxy, String name, int lanes) {
    this.proxy = proxy;
    this.name = name;
    for (int i = 0; i < lanes; i++) {
      String lane = name + "-" + i;
      this.lanes.add(Thread.ofVirtual().start(() -> ask(lane)));
    }
  }

  /// One call, from when it was sent until its end, on the monotonic clock.
  ///
  /// @param succeeded whether it had a result
  record Asked(String token, long from, long to, boolean succeeded) {
    boolean overlaps(long start, long end) {
      return from < end && to > start;
    }
  }

  private void ask(String lane) {
    for (int i = 0; !over.get(); i++) {
      String token = lane + "-" + i;
      long from = System.nanoTime();
      boolean succeeded = succeeds(token);
      add(new Asked(token, from, System.nanoTime(), succeeded));
      LockSupport.parkNanos(BETWEEN_NANOS);
    }
  }

  private boolean succeeds(String token) {
    try {
      proxy
          .call("ledger_append", "{\"text\":\"" + token + "\"}")
          .answered()
          .orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS)
          .join();
      return true;
    } catch (CompletionException | IOException e) {
      return false; // an error, the end of the proxy, or nothing within the limit
    }
  }

  private synchronized void add(Asked one) {
    asked.add(one);
  }

  /// What has ended so far.
  synchronized List<Asked> ended() {
    return List.copyOf(asked);
  }

  /// Waits until a call that began after `moment` had a result.
  void awaitResultSince(long moment) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (ended().stream().noneMatch(it -> it.succeeded() && it.from() > moment)) {
      if (System.nanoTime() > end) {
        throw new IOException("no call of session " + name + " succeeds any more");
      }
      LockSupport.parkNanos(BETWEEN_NANOS);
    }
  }

  /// Begins no more calls, and waits for those that have begun.
  @Override
  public void close() throws IOException {
    over.set(true);
    for (Thread lane : lanes) {
      try {
        lane.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }
  }
}
