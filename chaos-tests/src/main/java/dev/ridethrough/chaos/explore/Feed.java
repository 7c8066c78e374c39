package dev.ridethrough.chaos.explore;

import dev.ridethrough.chaos.scenario.Scenario;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Generates a [Sequence] ahead, on a thread of its own, for many threads that take from it.
final class Feed implements AutoCloseable {
  private static final int AHEAD = 200;
  private static final long LOOK_MILLIS = 200;

  private final BlockingQueue<Numbered> queue = new ArrayBlockingQueue<>(AHEAD);
  private final long seed;
  private final Thread producer;
  private volatile @Nullable Throwable failure;

  /// @param number its place in the sequence
  record Numbered(int number, Scenario scenario) {}

  Feed(long seed) {
    this.seed = seed;
    this.producer = Thread.ofPlatform().daemon().name("generator").start(this::produce);
  }

  private void produce() {
    try (Sequence sequence = new Sequence(seed)) {
      for (int number = 0; ; number++) {
        queue.put(new Numbered(number, sequence.get(number)));
      }
    } catch (InterruptedException e) {
      // closed
    } catch (Throwable e) {
      failure = e;
    }
  }

  /// The next one: each is given once, and in order.
  ///
  /// @throws IllegalStateException when no more can be generated
  Numbered take() throws InterruptedException {
    while (true) {
      Numbered next = queue.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      if (next != null) {
        return next;
      }
      if (failure != null) {
        throw new IllegalStateException("the generator of scenarios failed", failure);
      }
    }
  }

  @Override
  public void close() {
    producer.interrupt();
    try {
      producer.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
