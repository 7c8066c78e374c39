package dev.ridethrough.chaos.check;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.history.History;
import dev.ridethrough.chaos.scenario.Death.Signal;
import dev.ridethrough.chaos.scenario.Fault;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Puts the events of a history together.
final class Assembly {
  private final History history;
  private final Tolerance tolerance;
  private final long end;
  private final Map<Integer, Event.DaemonDied> died;
  private final Map<Integer, Event.ProxyExited> exited;
  private final Map<Integer, Event.Effects> effects;
  private final Map<Integer, Event.Cancelled> cancelled;
  private final List<Impairment> impairments;

  private Assembly(History history, Tolerance tolerance) {
    this.history = history;
    this.tolerance = tolerance;
    end = history.events().isEmpty() ? 0 : history.events().getLast().at();
    died = first(Event.DaemonDied.class, Event.DaemonDied::generation);
    exited = first(Event.ProxyExited.class, Event.ProxyExited::proxy);
    effects = first(Event.Effects.class, Event.Effects::request);
    cancelled = first(Event.Cancelled.class, Event.Cancelled::request);
    impairments = impairments();
  }

  static Run of(History history, Tolerance tolerance) {
    Assembly it = new Assembly(history, tolerance);
    List<RequestLife> lives = it.lives();
    List<Generation> generations = it.generations();
    return new Run(
        history,
        tolerance,
        lives,
        generations,
        it.impairments,
        it.outages(generations),
        it.end,
        it.doubt(lives, generations));
  }

  private <E extends Event> Map<Integer, E> first(Class<E> kind, Function<E, Integer> key) {
    return history.all(kind).stream().collect(toMap(key, it -> it, (first, second) -> first));
  }

  private List<Impairment> impairments() {
    Map<Integer, Event.Relieved> relieved = first(Event.Relieved.class, Event.Relieved::number);
    return history.all(Event.Disturbed.class).stream()
        .map(it -> impairment(it, relieved.get(it.number())))
        .toList();
  }

  private Impairment impairment(Event.Disturbed begun, Event.@Nullable Relieved relieved) {
    long over = relieved == null ? Span.OPEN : relieved.at();
    Event.DaemonDied death = died.get(begun.generation());
    Event.ProxyExited exit = exited.get(begun.proxy());
    long dead = death == null ? Span.OPEN : death.at();
    if (begun.fault() == Fault.SUSPENDED && relieved != null) {
      dead = Span.OPEN; // the proxies stand still all the same
    }
    long to = Math.min(Math.min(over, dead), exit == null ? Span.OPEN : exit.at());
    return new Impairment(begun, relieved, new Span(begun.at(), Math.max(begun.at(), to)));
  }

  private List<RequestLife> lives() {
    Map<Integer, List<Event.Replied>> replies =
        history.all(Event.Replied.class).stream().collect(groupingBy(Event.Replied::request));
    Set<Integer> progressed =
        history.all(Event.Progressed.class).stream()
            .map(Event.Progressed::request)
            .collect(Collectors.toSet());
    return history.all(Event.Sent.class).stream()
        .map(it ->
            life(
                it,
                replies.getOrDefault(it.request(), List.of()),
                progressed.contains(it.request())))
        .toList();
  }

  private RequestLife life(Event.Sent sent, List<Event.Replied> replies, boolean progressed) {
    Event.Effects counted = effects.get(sent.request());
    boolean taken = progressed || (counted != null && !counted.rows().isEmpty());
    Optional<Impairment> ending =
        impairments.stream()
            .filter(_ -> replies.isEmpty())
            .filter(it -> it.ends(sent.proxy()) && excuses(it, sent, taken))
            .findFirst();
    Event.Cancelled cancellation = cancelled.get(sent.request());
    long last = cancellation == null ? end : cancellation.at();
    long to =
        replies.isEmpty()
            ? ending.map(it -> Math.max(sent.at(), it.begun().at())).orElse(last)
            : replies.getFirst().at();
    Span span = new Span(sent.at(), to);
    return new RequestLife(sent, replies, counted, cancellation, span, ending.isPresent());
  }

  /// A proxy that was killed answers nobody, and nobody is there to be answered when the client
  /// itself is dead; but a proxy that was told to terminate answers what it had taken. What had
  /// hung for longer than stops and holds explain has no such excuse.
  private boolean excuses(Impairment ending, Event.Sent sent, boolean taken) {
    long before = ending.begun().at() - sent.at();
    long hung = Silence.FREE_MILLIS + tolerance.goingOnMillis();
    boolean lasts = sent.action().lasts();
    if (!lasts && before > (history.windowMillis() + sent.workMillis() + hung) * 1_000) {
      return false;
    }
    return before < 0
        || ending.fault() != Fault.PROXY_TERMINATED
        || (before - heldUp(ending, sent) < tolerance.unreadMillis() * 1_000 && !taken);
  }

  /// How long its proxy could read nothing, from when it was sent until the end began.
  private long heldUp(Impairment ending, Event.Sent sent) {
    Span span = new Span(sent.at(), ending.begun().at());
    return impairments.stream()
        .filter(it -> it.holdsUp(sent.proxy()))
        .mapToLong(it -> it.span().shared(span))
        .sum();
  }

  private List<Generation> generations() {
    Map<Integer, List<Event.FaultStruck>> strikes =
        history.all(Event.FaultStruck.class).stream()
            .filter(it -> it.signal() != Signal.NONE)
            .collect(groupingBy(Event.FaultStruck::generation));
    Map<Integer, Event.DaemonServing> serving =
        first(Event.DaemonServing.class, Event.DaemonServing::generation);
    Map<Integer, Event.PathGone> gone = first(Event.PathGone.class, Event.PathGone::generation);
    return history.all(Event.DaemonStarted.class).stream()
        .map(it ->
            generation(
                it,
                serving.get(it.generation()),
                strikes.getOrDefault(it.generation(), List.of()),
                gone.get(it.generation())))
        .toList();
  }

  private Generation generation(
      Event.DaemonStarted started,
      Event.@Nullable DaemonServing serving,
      List<Event.FaultStruck> strikes,
      Event.@Nullable PathGone gone) {
    int number = started.generation();
    List<Impairment> mine = impairments.stream().filter(it -> it.keepsFromServing(number)).toList();
    return new Generation(started, serving, strikes, gone, died.get(number), mine);
  }

  private List<Span> outages(List<Generation> generations) {
    return new Span(0, end)
        .without(generations.stream().flatMap(it -> it.servingSpans().stream()).toList());
  }

  private @Nullable String doubt(List<RequestLife> lives, List<Generation> generations) {
    List<Event.HarnessFailed> failures = history.all(Event.HarnessFailed.class);
    if (!failures.isEmpty()) {
      return "the harness failed: " + failures.getFirst().message();
    }
    if (history.all(Event.Ended.class).isEmpty()) {
      return "the history breaks off: the harness did not end the scenario";
    }
    return lives.stream()
        .filter(it -> it.hasEffect() && it.effects() == null)
        .findFirst()
        .map(it -> "the effects of request " + it.number() + " were not counted")
        .orElseGet(() -> stillStopped(generations));
  }

  /// What a stopped daemon holds it may yet execute: nothing that was counted would be for ever.
  private static @Nullable String stillStopped(List<Generation> generations) {
    return generations.stream()
        .filter(it -> it.died() == null)
        .filter(it ->
            it.impairments().stream()
                .anyMatch(stop -> stop.fault().stopsDaemon() && stop.relieved() == null))
        .findFirst()
        .map(it -> "generation " + it.number() + " was stopped and never continued")
        .orElse(null);
  }
}
