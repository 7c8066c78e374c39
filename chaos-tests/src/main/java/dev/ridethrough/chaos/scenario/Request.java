package dev.ridethrough.chaos.scenario;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;

/// One request: a tool call, or what a session asks beside these.
///
/// @param proxy which proxy's client sends it, counted from 0
/// @param atMillis when, see [Life] and [Outage]
/// @param workMillis how long the tool works; only for [Action#SLOW_APPEND] and [Action#POISON]
/// @param cancelMillis how long after it was sent its client cancels it; 0 means never
public record Request(
    int proxy,
    @JsonProperty(required = true) Action action,
    long atMillis,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) @JsonSetter(nulls = Nulls.AS_EMPTY)
        long workMillis,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) @JsonSetter(nulls = Nulls.AS_EMPTY)
        long cancelMillis) {
  public Request {
    Bounds.check(atMillis, 0, 60_000, "request atMillis");
    Bounds.check(workMillis, 0, 60_000, "request workMillis");
    Bounds.check(cancelMillis, 0, 60_000, "request cancelMillis");
    if (cancelMillis > 0 && action == Action.POISON) {
      throw new IllegalArgumentException(
          "a POISON can't be cancelled: it must kill the daemon that runs it");
    }
    if (cancelMillis > 0 && action.lasts()) {
      throw new IllegalArgumentException(
          "a " + action + " ends with its client: it has no cancelMillis");
    }
  }

  /// One that its client never cancels.
  public Request(int proxy, Action action, long atMillis, long workMillis) {
    this(proxy, action, atMillis, workMillis, 0);
  }

  /// What is asked of the daemon; the target says which tool that is.
  public enum Action {
    /// Leaves one effect.
    APPEND(true),
    /// Works for a while, tells its progress, then leaves one effect.
    SLOW_APPEND(true),
    /// Leaves none.
    READ(false),
    /// Leaves none.
    ECHO(false),
    /// An echo that fills pipes: some 32 KiB. Leaves none.
    LARGE_ECHO(false),
    /// Asks for the list of tools. Leaves none.
    LIST(false),
    /// Asks who is there, as a session of the stateless era begins. Leaves none.
    DISCOVER(false),
    /// Opens a subscription, which is answered when its client leaves. Leaves none.
    LISTEN(false),
    /// Kills the daemon that runs it, before its effect: the life that it is sent in must say so by
    /// its [Death].
    POISON(true);

    private final boolean effect;

    Action(boolean effect) {
      this.effect = effect;
    }

    /// Whether the tool works for a while, which is no fault of anybody's.
    public boolean works() {
      return this == SLOW_APPEND || this == POISON;
    }

    /// Whether it is answered only when its client leaves, so that no reply is late.
    public boolean lasts() {
      return this == LISTEN;
    }

    public boolean hasEffect() {
      return effect;
    }
  }
}
