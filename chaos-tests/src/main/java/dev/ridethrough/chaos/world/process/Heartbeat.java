package dev.ridethrough.chaos.world.process;

import dev.ridethrough.chaos.history.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// Notices when the harness itself is not scheduled: what it sees then comes late, and is nobody
/// else's fault.
public final class Heartbeat {
  private static final long BEAT_NANOS = 10_000_000;

  /// Shorter ones are the ordinary noise of a busy machine.
  private static final long NOTED_NANOS = 100_000_000;

  public static final Heartbeat INSTANCE = new Heartbeat();

  private final List<Stall> stalls = new ArrayList<>();

  /// A time without a beat, on [System#nanoTime].
  record Stall(long fromNanos, long toNanos) {}

  private Heartbeat() {
    Thread.ofPlatform().daemon().name("heartbeat").start(this::beat);
  }

  private void beat() {
    long last = System.nanoTime();
    while (true) {
      LockSupport.parkNanos(BEAT_NANOS);
      long now = System.nanoTime();
      if (now - last > NOTED_NANOS) {
        note(new Stall(last, now));
      }
      last = now;
    }
  }

  private synchronized void note(Stall stall) {
    stalls.add(stall);
  }

  synchronized List<Stall> since(long nanos) {
    return stalls.stream().filter(stall -> stall.toNanos() > nanos).toList();
  }

  /// The stalls since a time of [System#nanoTime], as a history that began then tells them.
  public List<Event.Stalled> stalledSince(long start) {
    return since(start).stream()
        .map(stall ->
            new Event.Stalled(
                (stall.toNanos() - start) / 1_000,
                (stall.toNanos() - stall.fromNanos()) / 1_000_000))
        .toList();
  }
}
