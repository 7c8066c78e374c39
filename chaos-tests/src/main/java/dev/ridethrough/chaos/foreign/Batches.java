package dev.ridethrough.chaos.foreign;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// What a client did so far. Thread-safe.
final class Batches {
  /// More of them teach nothing.
  private static final int HOPELESS = 100;

  private final Map<String, Long> pending = new ConcurrentHashMap<>();
  private final Queue<Batch> ended = new ConcurrentLinkedQueue<>();
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();

  void begin(String token) {
    pending.put(token, System.nanoTime());
  }

  /// One call has ended.
  ///
  /// @param why it failed; empty if it succeeded
  void end(String token, boolean effectful, String why) {
    long now = System.nanoTime();
    Long begun = pending.getOrDefault(token, now);
    end(new Batch(token, effectful, 1, why.isEmpty() ? 0 : 1, (now - begun) / 1_000_000, now, why));
  }

  void end(Batch batch) {
    pending.remove(batch.token());
    ended.add(batch);
    calls.addAndGet(batch.calls());
    failed.addAndGet(batch.failed());
  }

  /// The tokens of what has begun and not ended.
  List<String> pending() {
    return List.copyOf(pending.keySet());
  }

  List<Batch> ended() {
    return List.copyOf(ended);
  }

  int calls() {
    return calls.get();
  }

  int failed() {
    return failed.get();
  }

  boolean isHopeless() {
    return failed.get() >= HOPELESS;
  }
}
