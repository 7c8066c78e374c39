package dev.ridethrough.chaos.check;

import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.history.History;
import dev.ridethrough.chaos.history.Outcome;
import dev.ridethrough.chaos.scenario.Aim;
import dev.ridethrough.chaos.scenario.Coordinate;
import dev.ridethrough.chaos.scenario.Death.Signal;
import dev.ridethrough.chaos.scenario.Operation;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A history, put together: what became of each request and of each generation, and when nobody
/// served.
///
/// @param tolerance that it is judged with
/// @param impairments in the order of time
/// @param outages when no daemon served, also before the first one did
/// @param end the time of the last event
/// @param doubt why the history can't be relied upon to tell everything, or null
public record Run(
    History history,
    Tolerance tolerance,
    List<RequestLife> lives,
    List<Generation> generations,
    List<Impairment> impairments,
    List<Span> outages,
    long end,
    @Nullable String doubt) {
  public Run {
    lives = List.copyOf(lives);
    generations = List.copyOf(generations);
    impairments = List.copyOf(impairments);
    outages = List.copyOf(outages);
  }

  public static Run of(History history) {
    return of(history, Tolerance.of(history));
  }

  public static Run of(History history, Tolerance tolerance) {
    return Assembly.of(history, tolerance);
  }

  /// What is excused from an answer has felt nothing, nor has who did not wait for one.
  public boolean overlappedOutage(RequestLife life) {
    return !life.excused()
        && !life.isCancelled()
        && outages.stream().anyMatch(life.span()::overlaps);
  }

  /// Whether a daemon died, or was struck and about to die, in that time.
  public boolean sawDeath(Span span) {
    return generations.stream().flatMap(it -> it.dying().stream()).anyMatch(span::touches);
  }

  /// How many daemons died in the span that may have greeted somebody: each can have begun to work.
  long deaths(Span span) {
    return generations.stream()
        .filter(this::mayHaveGreeted)
        .filter(it -> it.dying().stream().anyMatch(span::touches))
        .count();
  }

  /// The last time in the span at which a daemon that was about to die may still have lived.
  long lastDeath(Span span) {
    return generations.stream()
        .flatMap(it -> it.dying().stream())
        .filter(span::touches)
        .mapToLong(it -> Math.min(it.to(), span.to()))
        .max()
        .orElse(span.from());
  }

  /// When daemons ended with the request in their hands, as far as that was seen.
  List<Event.Caught> caught(RequestLife life) {
    return history.all(Event.Caught.class).stream()
        .filter(it -> it.request() == life.number())
        .toList();
  }

  /// Whether it is seen what a daemon has in its hands when it ends.
  boolean seesHands() {
    return history.world().equals("sim");
  }

  /// Whether a request that was written is never sent again.
  boolean sendsOnce() {
    return history.delivery().equals("at-most-once");
  }

  /// The same as [#sawDeath], of a daemon that may have greeted somebody. Before the greeting
  /// nobody writes, so any other death leaves no doubt.
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
        && history.scenario().lives().get(life).death().aim() instanceof Aim.Point point
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

  /// When that proxy, or its client, took part in nothing.
  List<Span> heldUp(int proxy) {
    return impairments.stream().filter(it -> it.holdsUp(proxy)).map(Impairment::span).toList();
  }

  /// How much of that time the request's proxy was held up, in microseconds.
  long heldUp(RequestLife life, Span span) {
    long free = span.without(heldUp(life.sent().proxy())).stream().mapToLong(Span::length).sum();
    return span.length() - free;
  }

  /// Whether that proxy was started so shortly before, in the middle of things, that it may not
  /// read its input yet. The first ones are waited for.
  boolean startedLate(int proxy, long at) {
    return startUpMillis(proxy, at) > 0;
  }

  /// How long that proxy may still need then to start.
  long startUpMillis(int proxy, long at) {
    return history.all(Event.ProxyStarted.class).stream()
        .filter(it -> it.proxy() == proxy && proxy >= history.scenario().proxies())
        .mapToLong(it -> tolerance().startUpMillis() - (at - it.at()) / 1_000)
        .filter(it -> it > 0)
        .sum();
  }

  /// What ended that proxy, if anything did.
  Optional<Impairment> ending(int proxy) {
    return impairments.stream().filter(it -> it.ends(proxy)).findFirst();
  }

  /// How often a daemon was stopped while that lasted; each time it may have been silent for free.
  long stops(Span span) {
    return stopped().filter(it -> it.span().touches(span)).count();
  }

  /// Whether a daemon stood still for so much of that time that its proxy may have given up waiting
  /// for a reply.
  boolean fellSilent(Span span) {
    long leastStop = Silence.leastStopMillis(tolerance()) * 1_000;
    return stopped().anyMatch(it -> it.span().shared(span) >= leastStop)
        && span.length() >= history.windowMillis() * 1_000;
  }

  /// Whether that daemon, which was stopped then, was not seen to go on until the end of the span.
  boolean stoodStill(int generation, Span span) {
    return history.all(Event.WentOn.class).stream()
        .noneMatch(it -> it.generation() == generation && span.contains(it.at()));
  }

  private Stream<Impairment> stopped() {
    return impairments.stream().filter(it -> it.fault().stopsDaemon());
  }

  /// Whether it was given up while a fault lay in the way that waiting can't heal, or as soon after
  /// it as its proxy could: told `not_sent`, or `unknown` where it was to be sent again.
  boolean failedFast(RequestLife life) {
    boolean wasLost = life.endedAs(Outcome.UNKNOWN) && !sendsOnce();
    if (!life.endedAs(Outcome.NOT_SENT) && !wasLost) {
      return false;
    }
    long late = tolerance().millis() * 1_000 + heldUp(life, life.span());
    return impairments.stream()
        .filter(it -> it.fault().isPermanent() && it.span().touches(life.span()))
        .anyMatch(it -> life.span().to() - late <= it.span().to());
  }

  /// When the harness itself was not scheduled for so long in that time that it can't say of
  /// anything that it came late, or null.
  Event.@Nullable Stalled stall(Span span) {
    for (Event.Stalled stall : history.all(Event.Stalled.class)) {
      Span stood = new Span(stall.at() - stall.millis() * 1_000, stall.at());
      if (span.shared(stood) > Finishes.STALL_MILLIS * 1_000) {
        return stall;
      }
    }
    return null;
  }
}
