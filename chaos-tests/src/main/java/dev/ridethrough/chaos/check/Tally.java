package dev.ridethrough.chaos.check;

import dev.ridethrough.chaos.scenario.Fault;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/// Adds up judgements. Safe for many threads, as scenarios run side by side.
public final class Tally {
  private final Map<Promise, PromiseTally> promises = new EnumMap<>(Promise.class);
  private final Map<Figure, Long> figures = new EnumMap<>(Figure.class);
  private final Map<Fault, FaultCount> faults = new EnumMap<>(Fault.class);
  private final Map<Excuse, Long> excuses = new EnumMap<>(Excuse.class);

  /// One a delivery that there was.
  private final NavigableMap<String, Tally> parts = new TreeMap<>();

  /// How many stalls there were of each length; bounded by the lengths, not by the number of
  /// requests.
  private final NavigableMap<Long, Long> stalls = new TreeMap<>();

  public Tally() {
    for (Promise promise : Promise.values()) {
      promises.put(promise, new PromiseTally());
    }
  }

  /// Counts without holding up whoever adds another one meanwhile.
  public void add(Judgement judgement) {
    Run run = judgement.run();
    Map<Figure, Long> itsFigures = new EnumMap<>(Figure.class);
    for (Figure figure : Figure.values()) {
      itsFigures.put(figure, figure.of(run));
    }
    Map<Fault, FaultCount> itsFaults = new EnumMap<>(Fault.class);
    for (Fault fault : Fault.values()) {
      itsFaults.put(fault, FaultCount.of(fault, run));
    }
    List<Long> itsStalls =
        run.lives().stream().filter(run::overlappedOutage).map(RequestLife::stallMillis).toList();
    List<Excuse> itsExcuses =
        run.lives().stream().flatMap(it -> Excuse.of(run, it).stream()).toList();
    Share share = new Share(judgement, itsFigures, itsFaults, itsStalls, itsExcuses);
    add(share);
    part(run.history().delivery()).add(share);
  }

  /// What one run adds.
  private record Share(
      Judgement judgement,
      Map<Figure, Long> figures,
      Map<Fault, FaultCount> faults,
      List<Long> stalls,
      List<Excuse> excuses) {}

  /// The sum of all runs with that delivery; what is [#blame]d belongs to none.
  private synchronized Tally part(String delivery) {
    return parts.computeIfAbsent(delivery, _ -> new Tally());
  }

  /// By the deliveries that there were, in the order of their names.
  public synchronized Map<String, Tally> parts() {
    return new TreeMap<>(parts);
  }

  /// The least that there was with any delivery.
  long least(ToLongFunction<Tally> number) {
    return parts().values().stream().mapToLong(number).min().orElse(0);
  }

  /// Counts what is broken, and that it was put to the test nowhere.
  public synchronized void blame(List<Judgement.Ruling> broken) {
    for (Judgement.Ruling it : broken) {
      if (it.verdict() instanceof Verdict.Broken verdict) {
        promise(it.promise()).add(new Verdict.Broken(0, verdict.witnesses()));
      }
    }
  }

  private synchronized void add(Share it) {
    it.judgement().rulings().forEach(ruling -> promise(ruling.promise()).add(ruling.verdict()));
    it.figures().forEach((figure, count) -> figures.merge(figure, count, Long::sum));
    it.faults().forEach((fault, count) -> faults.merge(fault, count, FaultCount::plus));
    it.stalls().forEach(millis -> stalls.merge(millis, 1L, Long::sum));
    it.excuses().forEach(excuse -> excuses.merge(excuse, 1L, Long::sum));
  }

  /// How many requests got no result for that reason.
  public synchronized long get(Excuse excuse) {
    return excuses.getOrDefault(excuse, 0L);
  }

  public synchronized long get(Figure figure) {
    return figures.getOrDefault(figure, 0L);
  }

  public synchronized FaultCount get(Fault fault) {
    return faults.getOrDefault(fault, FaultCount.NONE);
  }

  /// What one delivery did not put to the test was not put to the test.
  public Verdict verdict(Promise promise) {
    Verdict verdict = ownVerdict(promise);
    return verdict instanceof Verdict.Held ? untested(promise).orElse(verdict) : verdict;
  }

  private Optional<Verdict> untested(Promise promise) {
    for (Map.Entry<String, Tally> part : parts().entrySet()) {
      if (part.getValue().ownVerdict(promise) instanceof Verdict.Vacuous it) {
        return Optional.of(
            new Verdict.Vacuous("with delivery " + part.getKey() + ", " + it.reason()));
      }
    }
    return Optional.empty();
  }

  private synchronized Verdict ownVerdict(Promise promise) {
    return promise(promise).verdict();
  }

  public List<Judgement.Ruling> rulings() {
    List<Judgement.Ruling> rulings = new ArrayList<>();
    for (Promise promise : Promise.values()) {
      rulings.add(new Judgement.Ruling(promise, verdict(promise)));
    }
    return rulings;
  }

  /// How often any promise was broken.
  public synchronized long broken() {
    return promises.values().stream().mapToLong(PromiseTally::broken).sum();
  }

  /// The length that this share of the stalls does not exceed, or 0 when there were none.
  ///
  /// @param share more than 0, at most 1
  public synchronized long stallMillis(double share) {
    long total = stalls.values().stream().mapToLong(it -> it).sum();
    long rank = (long) Math.ceil(total * share);
    long seen = 0;
    for (Map.Entry<Long, Long> entry : stalls.entrySet()) {
      seen += entry.getValue();
      if (seen >= rank) {
        return entry.getKey();
      }
    }
    return 0;
  }

  private PromiseTally promise(Promise promise) {
    return promises.computeIfAbsent(promise, it -> new PromiseTally());
  }
}
