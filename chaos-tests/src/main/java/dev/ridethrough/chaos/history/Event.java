package dev.ridethrough.chaos.history;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;
import dev.ridethrough.chaos.scenario.Death;
import dev.ridethrough.chaos.scenario.Fault;
import dev.ridethrough.chaos.scenario.Operation;
import dev.ridethrough.chaos.scenario.Request;
import dev.ridethrough.machine.Phase;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Something that the harness did or saw. Times are microseconds since the scenario began; requests
/// and generations are numbered as the harness numbers them, never as the code under test does.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonSubTypes({
  @JsonSubTypes.Type(value = Event.Sent.class, name = "sent"),
  @JsonSubTypes.Type(value = Event.Cancelled.class, name = "cancelled"),
  @JsonSubTypes.Type(value = Event.Progressed.class, name = "progressed"),
  @JsonSubTypes.Type(value = Event.Acknowledged.class, name = "acknowledged"),
  @JsonSubTypes.Type(value = Event.ToolsChanged.class, name = "toolsChanged"),
  @JsonSubTypes.Type(value = Event.Replied.class, name = "replied"),
  @JsonSubTypes.Type(value = Event.StrayLine.class, name = "strayLine"),
  @JsonSubTypes.Type(value = Event.DaemonStarted.class, name = "daemonStarted"),
  @JsonSubTypes.Type(value = Event.DaemonServing.class, name = "daemonServing"),
  @JsonSubTypes.Type(value = Event.FaultStruck.class, name = "faultStruck"),
  @JsonSubTypes.Type(value = Event.PathGone.class, name = "pathGone"),
  @JsonSubTypes.Type(value = Event.DaemonDied.class, name = "daemonDied"),
  @JsonSubTypes.Type(value = Event.Disturbed.class, name = "disturbed"),
  @JsonSubTypes.Type(value = Event.Relieved.class, name = "relieved"),
  @JsonSubTypes.Type(value = Event.ContenderStarted.class, name = "contenderStarted"),
  @JsonSubTypes.Type(value = Event.ContenderEnded.class, name = "contenderEnded"),
  @JsonSubTypes.Type(value = Event.Attempts.class, name = "attempts"),
  @JsonSubTypes.Type(value = Event.ProxyStarted.class, name = "proxyStarted"),
  @JsonSubTypes.Type(value = Event.InputClosed.class, name = "inputClosed"),
  @JsonSubTypes.Type(value = Event.ProxyExited.class, name = "proxyExited"),
  @JsonSubTypes.Type(value = Event.Effects.class, name = "effects"),
  @JsonSubTypes.Type(value = Event.Caught.class, name = "caught"),
  @JsonSubTypes.Type(value = Event.Stood.class, name = "stood"),
  @JsonSubTypes.Type(value = Event.WentOn.class, name = "wentOn"),
  @JsonSubTypes.Type(value = Event.Stalled.class, name = "stalled"),
  @JsonSubTypes.Type(value = Event.HarnessFailed.class, name = "harnessFailed"),
  @JsonSubTypes.Type(value = Event.Ended.class, name = "ended")
})
public sealed interface Event {
  long at();

  /// A client wrote a request to its proxy.
  ///
  /// @param token what the client put into the arguments; effects are counted by it
  record Sent(long at, int request, int proxy, Request.Action action, long workMillis, String token)
      implements Event {}

  /// The client wrote the cancellation of its request. Noted before it is written.
  record Cancelled(long at, int request) implements Event {}

  /// A progress notification for the request arrived.
  record Progressed(long at, int request) implements Event {}

  /// The subscription that the request asked for was acknowledged.
  record Acknowledged(long at, int request) implements Event {}

  /// A proxy told its client that the list of tools has changed.
  ///
  /// @param request the subscription that was told, or -1 for a session that need not ask
  record ToolsChanged(long at, int proxy, int request) implements Event {}

  /// A reply with the request's id arrived. There may be more than one, that is for the checkers to
  /// see.
  ///
  /// @param detail the error's message; for a result the text that the tool returned, or the names
  ///   of the tools
  /// @param row the number of the row that the tool says it wrote, or null
  record Replied(long at, int request, Outcome outcome, String detail, @Nullable Long row)
      implements Event {}

  /// A proxy wrote a line that belongs to no request: not JSON, or with an id that was never sent.
  record StrayLine(long at, int proxy, String line) implements Event {}

  record DaemonStarted(long at, int generation, long pid) implements Event {}

  /// The harness was greeted at the socket path.
  ///
  /// @param pid what the greeting says
  record DaemonServing(long at, int generation, long pid) implements Event {}

  /// The harness sent a signal.
  ///
  /// @param aim in words
  /// @param aimed whether at a kill point, and not just at a time
  /// @param landed whether it struck where it was aimed, and not by the deadline that follows a
  ///   missed aim
  /// @param where the place in the code at which a thread stood then, as it says itself; null where
  ///   none stood at a kill point, and in older histories
  /// @param by see [Death]
  record FaultStruck(
      long at,
      int generation,
      Death.Signal signal,
      String aim,
      boolean aimed,
      boolean landed,
      @JsonSetter(nulls = Nulls.SET) @Nullable String where,
      @JsonSetter(nulls = Nulls.SET) @Nullable Fault by)
      implements Event {
    /// By the signal itself.
    public FaultStruck(
        long at,
        int generation,
        Death.Signal signal,
        String aim,
        boolean aimed,
        boolean landed,
        @Nullable String where) {
      this(at, generation, signal, aim, aimed, landed, where, null);
    }

    public FaultStruck(
        long at, int generation, Death.Signal signal, String aim, boolean aimed, boolean landed) {
      this(at, generation, signal, aim, aimed, landed, null);
    }
  }

  /// The harness, which looks at the path from a SIGTERM on, saw that the daemon's socket is gone
  /// from it, deleted or replaced, or that the daemon is dead.
  record PathGone(long at, int generation) implements Event {}

  /// The process is gone.
  ///
  /// @param expected whether the harness had struck it
  /// @param of what an engine says that it died of, or null
  record DaemonDied(
      long at,
      int generation,
      int status,
      boolean expected,
      @JsonSetter(nulls = Nulls.SET) @Nullable Fault of)
      implements Event {
    public DaemonDied(long at, int generation, int status, boolean expected) {
      this(at, generation, status, expected, null);
    }
  }

  /// A fault that does not end a daemon begins. Noted before it has any effect.
  ///
  /// @param number tells it from the others of its history
  /// @param generation the daemon that it strikes, or -1 when it strikes none
  /// @param proxy the proxy that it strikes, or -1 when it strikes none
  /// @param aim in words; of what lies in the way `at PATH`, with the socket's path
  /// @param aimed whether at a kill point
  /// @param landed whether it strikes where it was aimed
  /// @param where as in [FaultStruck]
  record Disturbed(
      long at,
      int number,
      Fault fault,
      int generation,
      int proxy,
      String aim,
      boolean aimed,
      boolean landed,
      @JsonSetter(nulls = Nulls.SET) @Nullable String where)
      implements Event {
    public Disturbed(
        long at,
        int number,
        Fault fault,
        int generation,
        int proxy,
        String aim,
        boolean aimed,
        boolean landed) {
      this(at, number, fault, generation, proxy, aim, aimed, landed, null);
    }
  }

  /// It is over: whatever it did was undone by the harness, as far as that can be.
  ///
  /// @param seen whether its effect was seen from outside, such as a process that stands still; a
  ///   fault without an effect proves nothing. In older histories, also whether the daemon came
  ///   back
  /// @param intact false when something that must never be deleted was gone before the harness took
  ///   it away
  /// @param back whether the daemon that it had kept from serving was there again; null where it
  ///   kept none, and in older histories
  /// @param detail what was seen, for people
  record Relieved(
      long at, int number, boolean seen, boolean intact, @Nullable Boolean back, String detail)
      implements Event {
    public Relieved(long at, int number, boolean seen, boolean intact, String detail) {
      this(at, number, seen, intact, null, detail);
    }
  }

  /// A daemon was started that must not come to serve, because another one serves or something lies
  /// in the way.
  ///
  /// @param number tells it from the others of its history
  /// @param generation the daemon that served or was about to, or -1 when nobody did
  /// @param fault why it must not serve
  record ContenderStarted(long at, int number, long pid, int generation, Fault fault)
      implements Event {}

  /// A daemon that must not come to serve is gone.
  ///
  /// @param status its exit status; -1 when it had to be killed because it did not end
  /// @param served whether it was seen to greet at the path
  /// @param intact whether the socket of the daemon that lives was still the same one afterwards;
  ///   null in older histories
  /// @param said the end of what it wrote to standard error
  record ContenderEnded(
      long at, int number, int status, boolean served, @Nullable Boolean intact, String said)
      implements Event {}

  /// How often proxies connected to something that accepts and hangs up.
  ///
  /// @param number of the [Disturbed] that it belongs to
  /// @param millis how long it was counted
  /// @param processes how many processes came
  /// @param busiest most connections within 50 ms, after the first second: at first they come
  ///   together, since the watch wakes everybody and their code is cold
  record Attempts(long at, int number, long millis, int processes, long connections, long busiest)
      implements Event {}

  record ProxyStarted(long at, int proxy, long pid) implements Event {}

  /// The client closed the proxy's standard input.
  record InputClosed(long at, int proxy) implements Event {}

  record ProxyExited(long at, int proxy, int status) implements Event {}

  /// What the oracle counted after the run: one event a token that was sent, and one a token that
  /// was not.
  ///
  /// @param request the request that the token belongs to, or -1
  /// @param rows the numbers of the rows that carry the token
  /// @param keys the request keys in those rows, in the same order
  /// @param generations which generation left each row, in the same order, or -1 for one that none
  ///   of them has left; null in older histories, and where the target does not say
  record Effects(
      long at,
      int request,
      String token,
      @JsonProperty(required = true) List<Long> rows,
      @JsonProperty(required = true) List<String> keys,
      @JsonSetter(nulls = Nulls.SET) @Nullable List<Integer> generations)
      implements Event {
    public Effects {
      rows = List.copyOf(rows);
      keys = List.copyOf(keys);
      generations = generations == null ? null : List.copyOf(generations);
    }

    public Effects(long at, int request, String token, List<Long> rows, List<String> keys) {
      this(at, request, token, rows, keys, null);
    }
  }

  /// A daemon ended while it had a request in its hands. Noted only where that can be seen: in sim.
  ///
  /// @param phase where its thread was
  /// @param operation before which its thread was held; null where it was held nowhere
  record Caught(
      long at,
      int generation,
      int request,
      Phase phase,
      @JsonSetter(nulls = Nulls.SET) @Nullable Operation operation,
      Journaled journaled)
      implements Event {}

  /// A daemon was stopped (SIGSTOP) while a request was in its proxy. Noted only where that can be
  /// seen: in sim.
  ///
  /// @param phase where the request was
  /// @param held whether its thread stood right before a write of that phase
  record Stood(long at, int generation, int request, Phase phase, boolean held) implements Event {
    /// Whether nothing of it can have been written to that daemon.
    @JsonIgnore
    public boolean isUnwritten() {
      return switch (phase) {
        case WAIT, CONNECT -> true;
        case SEND -> held;
        default -> false;
      };
    }
  }

  /// A daemon that was stopped goes on (SIGCONT). Noted where [Stood] is.
  record WentOn(long at, int generation) implements Event {}

  /// The harness itself was not scheduled for a while: what it saw then may be late.
  ///
  /// @param at the end of the stall
  record Stalled(long at, long millis) implements Event {}

  /// The harness could not do its work; nothing can be concluded.
  record HarnessFailed(long at, String message) implements Event {}

  /// Everything was waited for, as long as the bounds allow.
  record Ended(long at) implements Event {}
}
