package dev.ridethrough.chaos.check;

import dev.ridethrough.chaos.scenario.Fault;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// Adds up judgements. Safe for many threads, as scenarios run side by side.
public final class Tally {
  private final Map<Promise, PromiseTally> promises = new EnumMap<>(Promise.class);
  private final Map<Figure, Long> figures = new EnumMap<>(Figure.class);
  private final Map<Fault, FaultCount> faults = new EnumMap<>(Fault.class);

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
    add(judgement, itsFigures, itsFaults, itsStalls);
  }

  /// Counts what is broken, and that it was put to the test nowhere.
  public synchronized void blame(List<Judgement.Ruling> broken) {
    for (Judgement.Ruling it : broken) {
      if (it.verdict() instanceof Verdict.Broken verdict) {
        promise(it.promise()).add(new Verdict.Broken(0, verdict.witnesses()));
      }
    }
  }

  private synchronized void add(
      Judgement judgement,
      Map<Figure, Long> itsFigures,
      Map<Fault, FaultCount> itsFaults,
      List<Long> itsStalls) {
    judgement.rulings().forEach(it -> promise(it.promise()).add(it.verdict()));
    itsFigures.forEach((figure, count) -> figures.merge(figure, count, Long::sum));
    itsFaults.forEach((fault, count) -> faults.merge(fault, count, FaultCount::plus));
    itsStalls.forEach(millis -> stalls.merge(millis, 1L, Long::sum));
  }

  public synchronized long get(Figure figure) {
    return figures.getOrDefault(figure, 0L);
  }

  public synchronized FaultCount get(Fault fault) {
    return faults.getOrDefault(fault, FaultCount.NONE);
  }

  public synchronized Verdict verdict(Promise promise) {
    return promise(promise).verdict();
  }

  public synchronized List<Judgement.Ruling> rulings() {
    List<Judgement.Ruling> rulings = new ArrayList<>();
    promises.forEach((promise, it) -> rulings.add(new Judgement.Ruling(promise, it.verdict())));
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
