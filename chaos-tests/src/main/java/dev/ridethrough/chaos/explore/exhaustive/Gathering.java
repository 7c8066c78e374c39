package dev.ridethrough.chaos.explore.exhaustive;

import static java.util.Objects.requireNonNull;

import dev.ridethrough.chaos.check.Doubt;
import dev.ridethrough.chaos.check.Excuse;
import dev.ridethrough.chaos.check.RequestLife;
import dev.ridethrough.chaos.check.Run;
import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.history.Journaled;
import dev.ridethrough.chaos.scenario.Fault;
import dev.ridethrough.chaos.scenario.Request.Kind;
import dev.ridethrough.chaos.scenario.Scenario;
import dev.ridethrough.grace.Delivery;
import dev.ridethrough.machine.Phase;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Adds up the [Evidence], run after run.
final class Gathering {
  private final boolean journal;
  private final Counts<JournalPair> pairs = new Counts<>();
  private final Counts<Unknown> unknown = new Counts<>();
  private final Counts<String> said = new Counts<>();
  private final Counts<Stop> stopped = new Counts<>();

  private record Unknown(Kind kind, Excuse excuse, String killPoint)
      implements Comparable<Unknown> {
    private static final Comparator<Unknown> ORDER =
        Comparator.comparing(Unknown::kind)
            .thenComparing(Unknown::excuse)
            .thenComparing(Unknown::killPoint);

    @Override
    public int compareTo(Unknown other) {
      return ORDER.compare(this, other);
    }
  }

  private record Stop(Phase request, String told, int effects) implements Comparable<Stop> {
    private static final Comparator<Stop> ORDER =
        Comparator.comparing(Stop::request)
            .thenComparing(Stop::told)
            .thenComparingInt(Stop::effects);

    @Override
    public int compareTo(Stop other) {
      return ORDER.compare(this, other);
    }
  }

  Gathering(Delivery delivery) {
    journal = delivery == Delivery.EXACTLY_ONCE;
    Plan.pairs(delivery).forEach(pairs::expect);
    Plan.refusals(delivery).forEach(said::expect);
  }

  void add(Scenario scenario, Run run, Visits visits) {
    Map<Integer, RequestLife> lives =
        run.lives().stream().collect(Collectors.toMap(RequestLife::number, Function.identity()));
    if (journal) {
      for (Event.Caught caught : run.history().all(Event.Caught.class)) {
        Kind kind = requireNonNull(lives.get(caught.request())).sent().action().kind();
        JournalPair.of(caught, kind).ifPresent(it -> pairs.add(it, scenario));
      }
    }
    for (Doubt doubt : Doubt.of(run)) {
      Kind kind = doubt.life().sent().action().kind();
      unknown.add(new Unknown(kind, doubt.excuse(), killPoint(doubt.caught())), scenario);
    }
    visits.said().forEach(it -> said.add(it, scenario));
    stopped(run).forEach(it -> stopped.add(stop(it, lives), scenario));
  }

  /// Where the last daemon had it that died with it.
  private static String killPoint(List<Event.Caught> caught) {
    if (caught.isEmpty()) {
      return "in no daemon's hands";
    }
    Event.Caught last =
        caught.stream()
            .filter(it -> it.journaled().isBetweenStartAndCompletion())
            .findFirst()
            .orElse(caught.getLast());
    String at = last.operation() == null ? "" : " " + last.operation();
    return "DAEMON " + last.phase() + at + ", after " + after(last.journaled());
  }

  private static String after(Journaled journaled) {
    return journaled.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /// Who stood where while a daemon was stopped for longer than the window, and is effectful.
  private static List<Event.Stood> stopped(Run run) {
    return run.history().all(Event.Stood.class).stream()
        .filter(it ->
            run.impairments().stream()
                .filter(stop -> stop.fault() == Fault.STOPPED_BEYOND_WINDOW)
                .anyMatch(stop ->
                    stop.begun().generation() == it.generation() && stop.span().contains(it.at())))
        .toList();
  }

  private static Stop stop(Event.Stood stood, Map<Integer, RequestLife> lives) {
    RequestLife life = requireNonNull(lives.get(stood.request()));
    String told =
        Optional.ofNullable(life.reply())
            .map(it -> it.outcome().name().toLowerCase(Locale.ROOT))
            .orElse("nothing");
    return new Stop(stood.phase(), told, life.rows().size());
  }

  Evidence evidence() {
    return new Evidence(
        pairs.lines((pair, times, witness) ->
            new Evidence.Pair(pair.first(), pair.second(), times, witness)),
        unknown.lines((it, times, witness) ->
            new Evidence.Unknown(
                it.kind().words(), it.excuse(), it.killPoint(), times, requireNonNull(witness))),
        said.lines(Evidence.Said::new),
        stopped.lines((it, times, witness) ->
            new Evidence.Stop(
                it.request(), it.told(), it.effects(), times, requireNonNull(witness))));
  }
}
