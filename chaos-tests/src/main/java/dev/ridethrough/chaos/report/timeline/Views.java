package dev.ridethrough.chaos.report.timeline;

import dev.ridethrough.chaos.check.Contender;
import dev.ridethrough.chaos.check.Generation;
import dev.ridethrough.chaos.check.Promise;
import dev.ridethrough.chaos.check.RequestLife;
import dev.ridethrough.chaos.check.Run;
import dev.ridethrough.chaos.check.Span;
import dev.ridethrough.chaos.check.Witness;
import dev.ridethrough.chaos.history.Event;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Chooses what a timeline shows.
final class Views {
  /// More lanes leave no room for words.
  private static final int LANES = 4;

  private static final int CONTENDERS = 2;

  /// How much of what comes after the place where a promise was broken.
  private static final long AFTER_MICROS = 500_000;

  private final Run run;
  private final @Nullable RequestLife life;
  private final int proxy;

  /// When the promises were broken, as far as that is known.
  private final List<Long> broken;

  /// Whether it is about one that was not waited for.
  private final boolean abandoned;

  private Views(Run run, @Nullable RequestLife life, int proxy, List<Mark> marks) {
    this.run = run;
    this.life = life;
    this.proxy = proxy;
    this.abandoned = marks.stream().anyMatch(it -> it.promise() == Promise.RIDES_OUT);
    this.broken = marks.stream().filter(Mark::isTimed).map(Mark::at).sorted().toList();
  }

  /// Nothing when the history has no such request.
  static Optional<View> ofRequest(Run run, int request, List<Mark> marks) {
    return run.lives().stream()
        .filter(it -> it.number() == request)
        .findFirst()
        .map(it -> new Views(run, it, it.sent().proxy(), marks).view());
  }

  /// About a proxy, or else about the daemons that there were.
  static View ofOther(Run run, Witness witness, List<Mark> marks) {
    return new Views(run, null, witness.proxy(), marks).view();
  }

  private View view() {
    List<Contender> contenders = contenders(span());
    List<Generation> generations = generations(span(), LANES - contenders.size());
    return new View(run, life, proxy, begun(generations), generations, contenders);
  }

  private Span span() {
    long last = broken.isEmpty() ? run.end() : broken.getLast();
    if (life != null) {
      return ofRequest(life, last);
    }
    long from =
        run.history().all(Event.ProxyStarted.class).stream()
            .filter(it -> it.proxy() == proxy)
            .mapToLong(Event.ProxyStarted::at)
            .findFirst()
            .orElse(0);
    return new Span(from, Math.min(run.end(), last + AFTER_MICROS));
  }

  /// With the death that it met, and the daemon that came too late or was not waited for.
  private Span ofRequest(RequestLife of, long last) {
    long sent = of.sent().at();
    long replied = of.replies().isEmpty() ? run.end() : of.replies().getLast().at();
    long to = broken.isEmpty() ? replied : Math.max(of.replies().isEmpty() ? 0 : replied, last);
    return new Span(outageBefore(sent), abandoned ? lastServing(to, run.window(of).to()) : to);
  }

  /// When the outage began that a request met, or when it was sent.
  private long outageBefore(long sent) {
    boolean served =
        run.generations().stream()
            .flatMap(it -> it.servingSpans().stream())
            .anyMatch(it -> it.contains(sent));
    return served
        ? sent
        : run.generations().stream()
            .filter(it -> it.serving() != null)
            .flatMap(it -> it.dying().stream())
            .mapToLong(Span::from)
            .filter(it -> it <= sent)
            .max()
            .orElse(sent);
  }

  /// Earlier ones may have been struck before they could save anybody.
  private long lastServing(long from, long to) {
    return run.generations().stream()
        .flatMap(it -> it.servingSpans().stream())
        .mapToLong(Span::from)
        .filter(it -> from <= it && it <= to)
        .max()
        .orElse(from);
  }

  /// What is about daemons begins with the first one that has a lane.
  private Span begun(List<Generation> generations) {
    if (life != null || proxy >= 0 || generations.isEmpty()) {
      return span();
    }
    return new Span(generations.getFirst().started().at(), span().to());
  }

  private List<Contender> contenders(Span span) {
    return Contender.of(run.history()).stream()
        .filter(it -> it.span().touches(span))
        .sorted(Comparator.comparingLong(it -> distance(it.span())))
        .limit(CONTENDERS)
        .sorted(Comparator.comparingInt(it -> it.started().number()))
        .toList();
  }

  private List<Generation> generations(Span span, int most) {
    return run.generations().stream()
        .filter(it -> it.lived().touches(span))
        .sorted(
            Comparator.<Generation>comparingInt(it -> -weight(it, span))
                .thenComparingLong(it -> distance(it.lived()))
                .thenComparingInt(it -> -it.number()))
        .limit(most)
        .sorted(Comparator.comparingInt(Generation::number))
        .toList();
  }

  /// Who executed the request comes first, then who was there when a promise was broken, then who
  /// served: in a crash loop most did not.
  private int weight(Generation it, Span span) {
    int weight = wrote(it) ? 4 : 0;
    weight += broken.stream().anyMatch(it.lived()::contains) ? 2 : 0;
    return weight + (it.servingSpans().stream().anyMatch(span::touches) ? 1 : 0);
  }

  private boolean wrote(Generation it) {
    return Stream.ofNullable(life)
        .flatMap(of -> Stream.ofNullable(of.effects()))
        .flatMap(of -> Stream.ofNullable(of.generations()))
        .anyMatch(of -> of.contains(it.number()));
  }

  /// How far from where the first promise was broken; of what is not known to be anywhere, from the
  /// end.
  private long distance(Span span) {
    long at = broken.isEmpty() ? run.end() : broken.getFirst();
    return span.contains(at) ? 0 : Math.min(Math.abs(at - span.from()), Math.abs(at - span.to()));
  }
}
