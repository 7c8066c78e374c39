package dev.ridethrough.chaos.check;

import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.history.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All that a history says of one request.
///
/// @param replies in the order of time
/// @param effects what the oracle counted, or null when it did not
/// @param cancellation by its client, or null
/// @param span from sent to the first reply; to the end of its proxy when it is excused, else to
///   its cancellation or to the end of the history
/// @param excused whether it got no reply and is owed none, because a fault ended its proxy
public record RequestLife(
    Event.Sent sent,
    List<Event.Replied> replies,
    Event.@Nullable Effects effects,
    Event.@Nullable Cancelled cancellation,
    Span span,
    boolean excused) {
  public RequestLife {
    replies = List.copyOf(replies);
  }

  public int number() {
    return sent.request();
  }

  /// The first reply, or null.
  public Event.@Nullable Replied reply() {
    return replies.isEmpty() ? null : replies.getFirst();
  }

  /// Whether its client had cancelled it before it was answered, and so waits for nothing. What was
  /// answered first is judged as if nobody had cancelled it.
  public boolean isCancelled() {
    return cancellation != null
        && (replies.isEmpty() || cancellation.at() <= replies.getFirst().at());
  }

  /// As long as its client waited for a reply.
  public Span awaited() {
    return cancellation == null
        ? span
        : new Span(span.from(), Math.min(span.to(), cancellation.at()));
  }

  /// Of the first reply; without one it was given up.
  Outcome outcome() {
    return replies.isEmpty() ? Outcome.NOT_SENT : replies.getFirst().outcome();
  }

  public boolean endedAs(Outcome outcome) {
    return !replies.isEmpty() && replies.getFirst().outcome() == outcome;
  }

  /// The rows that carry its token; none when the oracle did not count.
  public List<Long> rows() {
    return effects == null ? List.of() : effects.rows();
  }

  public boolean hasEffect() {
    return sent.action().hasEffect();
  }

  /// How long the tool works, which is no fault of anybody's.
  public long workMillis() {
    return sent.action().works() ? sent.workMillis() : 0;
  }

  /// What its client felt of the outages.
  public long stallMillis() {
    return sent.action().lasts() ? 0 : Math.max(0, awaited().length() / 1_000 - workMillis());
  }

  /// The request as a sentence begins with it.
  public String name() {
    String action =
        switch (sent.action()) {
          case APPEND -> "append";
          case SLOW_APPEND -> "slow append";
          case READ -> "read";
          case ECHO -> "echo";
          case LARGE_ECHO -> "large echo";
          case LIST -> "list of tools";
          case DISCOVER -> "discover";
          case LISTEN -> "subscription";
          case POISON -> "poison";
        };
    return "request " + number() + " (" + action + ", proxy " + sent.proxy() + ")";
  }
}
