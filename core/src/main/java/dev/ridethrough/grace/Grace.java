package dev.ridethrough.grace;

import java.time.Duration;

/// The rules of riding out a restart. Pure: the caller brings time and randomness.
///
/// @param window how long a request may be without a live daemon working on it, summed over its
///   attempts
/// @param silence how long a daemon may say nothing about a request before that counts against the
///   window
public record Grace(Duration window, Poll poll, Duration silence, Delivery delivery) {
  public static final Duration DEFAULT_WINDOW = Duration.ofSeconds(8);
  public static final Duration DEFAULT_SILENCE = Duration.ofSeconds(3);
  private static final long NANOS_PER_MILLI = 1_000_000;

  /// At a daemon without a journal it is the same as [Delivery#AT_MOST_ONCE].
  public static final Delivery DEFAULT_DELIVERY = Delivery.EXACTLY_ONCE;

  public static Grace of(Duration window, Poll poll) {
    return new Grace(window, poll, DEFAULT_SILENCE, DEFAULT_DELIVERY);
  }

  /// The same, but with another delivery.
  public Grace with(Delivery other) {
    return new Grace(window, poll, silence, other);
  }

  /// What to do after `failure`.
  ///
  /// @param exposure what is known by now, this failure included
  /// @param leftNanos what is left of the request's [Budget]
  /// @param random a number in `[0, 1)`, for jitter
  /// @param quiet how many pauses the request has made since something last changed at the path
  public Decision decide(
      Failure failure, Exposure exposure, long leftNanos, double random, int quiet) {
    return switch (failure) {
      case Failure.Permanent _ -> new Decision.GiveUp(exposure.outcome());
      case Failure.AfterWrite f when leftNanos > 0 && canTell(f, exposure) ->
          new Decision.Retry(poll.pauseMillis(random, 0));
      case Failure.AfterWrite _ -> new Decision.GiveUp(Outcome.UNKNOWN);
      case Failure.Transient t when leftNanos > 0 ->
          new Decision.Retry(pauseMillis(t, leftNanos, random, quiet));
      case Failure.Transient _ -> new Decision.GiveUp(exposure.outcome());
    };
  }

  /// Whether the next daemon can tell what became of the request.
  private boolean canTell(Failure.AfterWrite failure, Exposure exposure) {
    return switch (failure) {
      case Failure.Lost _, Failure.Silent _ ->
          delivery == Delivery.EXACTLY_ONCE && exposure.journal() && !exposure.isPoison();
      case Failure.Unknowable _, Failure.NoJournal _ -> false;
    };
  }

  private long pauseMillis(Failure.Transient failure, long leftNanos, double random, int quiet) {
    long pause = poll.pauseMillis(random, isHealedAtThePath(failure) ? quiet : 0);
    return failure instanceof Failure.NotStarted n
        ? Math.max(pause, asked(n.retryAfterMillis(), leftNanos, random))
        : pause;
  }

  /// As long as a daemon asks for and up to half as long again, so that those who were sent away
  /// together don't come back together; and no more than half of what is left, so that there is
  /// time to be served.
  private static long asked(long millis, long leftNanos, double random) {
    long most = leftNanos / 2 / NANOS_PER_MILLI;
    double jittered = millis * (1 + random / 2);
    return jittered < most ? (long) jittered : most;
  }

  /// Whether something will change at the path when it heals, which wakes whoever waits: only then
  /// may the poll slow down.
  private static boolean isHealedAtThePath(Failure.Transient failure) {
    return switch (failure) {
      case Failure.Missing _, Failure.Refused _, Failure.NotGreeted _ -> true;
      case Failure.BacklogFull _, Failure.NoDescriptors _, Failure.Unsent _, Failure.NotStarted _ ->
          false;
    };
  }
}
