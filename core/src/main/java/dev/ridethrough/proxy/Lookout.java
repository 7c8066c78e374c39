package dev.ridethrough.proxy;

import dev.ridethrough.grace.Failure;
import dev.ridethrough.machine.Latch;
import dev.ridethrough.machine.Phase;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Looks for the next daemon although no request waits for it: after something has changed at the
/// path, and not at the same time as all other proxies. Of one thread.
final class Lookout {
  /// Within which time all proxies come.
  private static final Duration SPREAD = Duration.ofSeconds(1);

  /// How long a look is enough that brought nothing new.
  private static final Duration ENOUGH = Duration.ofSeconds(3);

  /// How often it is looked at least, when no watch tells of a change or a daemon is there and does
  /// not serve.
  private static final Duration SELDOM = Duration.ofSeconds(10);

  private static final int MAX_DOUBLINGS = 10;

  private static final Duration GREETING_LIMIT = Duration.ofSeconds(2);

  private final Client client;

  /// Looks in a row at somebody who is there and does not serve.
  private int inVain;

  Lookout(Client client) {
    this.client = client;
  }

  /// Looks again and again. Never returns.
  void watch() {
    client.bell.arm();
    long seen = client.bell.rings();
    Failure failure = look();
    while (true) {
      await(failure, seen);
      seen = client.bell.rings();
      ToolList.Sighting before = client.tools.last();
      failure = look();
      if (failure == null && client.tools.last().equals(before)) {
        pause(ENOUGH);
      }
    }
  }

  /// The greeting tells all; null when there was one.
  private @Nullable Failure look() {
    client.machine.enter(Phase.CONNECT, null);
    try {
      client.connect(GREETING_LIMIT).close();
      return null;
    } catch (AttemptFailed e) {
      return e.failure();
    }
  }

  /// Waits until there may be a daemon again.
  ///
  /// @param failure of the last attempt, or null when there is nothing to be mended
  /// @param seen what [Bell#rings] was before that
  void await(@Nullable Failure failure, long seen) {
    client.machine.enter(Phase.WAIT, null);
    Duration most = SPREAD;
    switch (failure) {
      case null -> awaitChange(seen);
      case Failure.Missing _, Failure.Refused _, Failure.Permanent _ -> awaitChange(seen);
      case Failure.AfterWrite _ -> {}
      case Failure.Transient it -> most = patience(it);
    }
    inVain = failure instanceof Failure.Transient ? inVain + 1 : 0;
    pause(Duration.ofNanos((long) (client.machine.random().nextDouble() * most.toNanos())));
  }

  private Duration patience(Failure.Transient failure) {
    Duration most = SPREAD.multipliedBy(1L << Math.min(inVain, MAX_DOUBLINGS));
    if (failure instanceof Failure.NotStarted it) {
      most = most.plusMillis(Math.max(0, Math.min(it.retryAfterMillis(), SELDOM.toMillis())));
    }
    return most.compareTo(SELDOM) < 0 ? most : SELDOM;
  }

  private void awaitChange(long seen) {
    if (client.settings.watching()) {
      client.bell.await(seen);
    } else {
      client.bell.await(seen, SELDOM);
    }
  }

  private void pause(Duration duration) {
    Latch over = new Latch();
    client.machine.after(duration, over::open);
    over.await();
  }
}
