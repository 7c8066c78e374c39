package dev.ridethrough.chaos.check;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.history.History;
import dev.ridethrough.chaos.scenario.Aim;
import dev.ridethrough.chaos.scenario.Coordinate;
import dev.ridethrough.chaos.scenario.Fault.Signal;
import dev.ridethrough.chaos.scenario.Operation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A history, put together: what became of each request and of each generation, and when nobody
/// served.
///
/// @param outages when no daemon served, also before the first one did
/// @param end the time of the last event
/// @param doubt why the history can't be relied upon to tell everything, or null
public record Run(
    History history,
    List<RequestLife> lives,
    List<Generation> generations,
    List<Span> outages,
    long end,
    @Nullable String doubt) {
  public Run {
    lives = List.copyOf(lives);
    generations = List.copyOf(generations);
    outages = List.copyOf(outages);
  }

  public static Run of(History history) {
    long end = history.events().isEmpty() ? 0 : history.events().getLast().at();
    List<RequestLife> lives = lives(history, end);
    List<Generation> generations = generations(history);
    List<Span> outages = outages(generations, end);
    return new Run(history, lives, generations, outages, end, doubt(history, lives));
  }

  public boolean overlappedOutage(RequestLife life) {
    return outages.stream().anyMatch(life.span()::overlaps);
  }

  /// Whether a daemon died, or was struck and about to die, in that time.
  public boolean sawDeath(Span span) {
    return generations.stream().flatMap(it -> it.dying().stream()).anyMatch(span::touches);
  }

  /// The same, of a daemon that may have greeted somebody. Before the greeting nobody writes, so
  /// any other death leaves no doubt.
  public boolean sawDeathOfGreeter(Span span) {
    return generations.stream()
        .filter(this::mayHaveGreeted)
        .flatMap(it -> it.dying().stream())
        .anyMatch(span::touches);
  }

  private boolean mayHaveGreeted(Generation generation) {
    return generation.serving() != null || !wasHeldBeforeGreeting(generation);
  }

  /// Whether it was killed while it was held at a point that comes before its first greeting. One
  /// that the harness never saw serving may still have greeted others, unless that is so. A SIGTERM
  /// proves nothing: it lets the daemon go on.
  private boolean wasHeldBeforeGreeting(Generation generation) {
    int life = generation.number() - 1;
    if (generation.strikes().isEmpty() || life >= history.scenario().lives().size()) {
      return false;
    }
    Event.FaultStruck first = generation.strikes().getFirst();
    return first.signal() == Signal.SIGKILL
        && first.aimed()
        && first.landed()
        && history.scenario().lives().get(life).fault().aim() instanceof Aim.Point point
        && isBeforeGreeting(point.coordinate());
  }

  /// The process loads before it greets, and whoever comes to a held point stays there, too: at the
  /// first greeting of all, everybody does.
  private static boolean isBeforeGreeting(Coordinate at) {
    return at.inDaemon()
        && switch (at.phase()) {
          case START, BIND, LOAD -> true;
          case RECEIVE -> at.operation() == Operation.WRITE && at.n() == 1;
          default -> false;
        };
  }

  /// The span of a request from when it was sent to when its window ends.
  public Span window(RequestLife life) {
    long sent = life.sent().at();
    return new Span(sent, sent + history.windowMillis() * 1_000);
  }

  private static List<RequestLife> lives(History history, long end) {
    Map<Integer, List<Event.Replied>> replies =
        history.all(Event.Replied.class).stream().collect(groupingBy(Event.Replied::request));
    Map<Integer, Event.Effects> effects =
        history.all(Event.Effects.class).stream()
            .collect(toMap(Event.Effects::request, it -> it, (first, second) -> first));
    List<RequestLife> lives = new ArrayList<>();
    for (Event.Sent sent : history.all(Event.Sent.class)) {
      List<Event.Replied> mine = replies.getOrDefault(sent.request(), List.of());
      long ended = mine.isEmpty() ? end : mine.getFirst().at();
      Span span = new Span(sent.at(), ended);
      lives.add(new RequestLife(sent, mine, effects.get(sent.request()), span));
    }
    return lives;
  }

  private static List<Generation> generations(History history) {
    Map<Integer, List<Event.FaultStruck>> strikes =
        history.all(Event.FaultStruck.class).stream()
            .filter(it -> it.signal() != Signal.NONE)
            .collect(groupingBy(Event.FaultStruck::generation));
    Map<Integer, Event.DaemonServing> serving =
        history.all(Event.DaemonServing.class).stream()
            .collect(toMap(Event.DaemonServing::generation, it -> it, (first, second) -> first));
    Map<Integer, Event.DaemonDied> died =
        history.all(Event.DaemonDied.class).stream()
            .collect(toMap(Event.DaemonDied::generation, it -> it, (first, second) -> first));
    return history.all(Event.DaemonStarted.class).stream()
        .map(it -> generation(it, serving, strikes, died))
        .toList();
  }

  private static Generation generation(
      Event.DaemonStarted started,
      Map<Integer, Event.DaemonServing> serving,
      Map<Integer, List<Event.FaultStruck>> strikes,
      Map<Integer, Event.DaemonDied> died) {
    int number = started.generation();
    return new Generation(
        started, serving.get(number), strikes.getOrDefault(number, List.of()), died.get(number));
  }

  private static List<Span> outages(List<Generation> generations, long end) {
    List<Span> serving =
        generations.stream()
            .flatMap(it -> it.servingSpan().stream())
            .sorted(Comparator.comparingLong(Span::from))
            .toList();
    List<Span> outages = new ArrayList<>();
    long covered = 0;
    for (Span span : serving) {
      if (span.from() > covered) {
        outages.add(new Span(covered, span.from()));
      }
      covered = Math.max(covered, span.to());
    }
    if (covered < end) {
      outages.add(new Span(covered, end));
    }
    return outages;
  }

  private static @Nullable String doubt(History history, List<RequestLife> lives) {
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
        .orElse(null);
  }
}
