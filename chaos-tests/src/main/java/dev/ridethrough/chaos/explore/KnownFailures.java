package dev.ridethrough.chaos.explore;

import dev.ridethrough.chaos.check.Judge;
import dev.ridethrough.chaos.check.Judgement;
import dev.ridethrough.chaos.check.KnownResult;
import dev.ridethrough.chaos.check.Tally;
import dev.ridethrough.chaos.history.History;
import dev.ridethrough.chaos.scenario.BadScenarioException;
import dev.ridethrough.chaos.scenario.Fault;
import dev.ridethrough.chaos.scenario.KnownFailure;
import dev.ridethrough.chaos.scenario.KnownFailureFile;
import dev.ridethrough.chaos.world.World;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// The known failures of one run, and what came of them. Thread-safe.
public final class KnownFailures {
  private final List<KnownFailure> all;
  private final LocalDate today;
  private final List<KnownResult> results = new ArrayList<>();

  private KnownFailures(List<KnownFailure> all, LocalDate today) {
    this.all = List.copyOf(all);
    this.today = today;
  }

  public static KnownFailures none() {
    return new KnownFailures(List.of(), LocalDate.EPOCH);
  }

  /// Those of a corpus that are known in that world; the others are looked at, too.
  ///
  /// @param today in UTC
  /// @throws BadScenarioException when one can't be used; says what to do
  public static KnownFailures read(Path corpus, Place place, LocalDate today)
      throws BadScenarioException {
    List<KnownFailure> all =
        KnownFailureFile.readAll(corpus.resolve(KnownFailureFile.FOLDER), today);
    return new KnownFailures(
        all.stream().filter(it -> it.world().equals(place.option())).toList(), today);
  }

  /// Those with the world's delivery that can be run in it. What came of the others with that
  /// delivery is known by now.
  List<KnownFailure> possible(World world) {
    Map<Fault, String> impossible = world.impossible();
    List<KnownFailure> possible = new ArrayList<>();
    List<KnownFailure> delivered =
        all.stream().filter(it -> it.delivery().equals(world.delivery())).toList();
    for (KnownFailure failure : delivered) {
      failure.scenario().faults().stream()
          .filter(impossible::containsKey)
          .findFirst()
          .ifPresentOrElse(
              it -> skip(failure, it + " can't be done here: " + impossible.get(it)),
              () -> possible.add(failure));
    }
    return possible;
  }

  private synchronized void skip(KnownFailure failure, String why) {
    results.add(KnownResult.skipped(failure, today, why));
  }

  /// Judges its run. What it may not break is broken in the sum, too; nothing else of it counts.
  ///
  /// @return the judgement, with nothing broken in it but that
  Judgement judge(KnownFailure failure, History history, Tally sum) {
    Judgement judgement = Judge.judge(history);
    KnownResult result = KnownResult.of(failure, today, judgement);
    synchronized (this) {
      results.add(result);
    }
    sum.blame(result.blamed());
    return judgement.only(result.blamed());
  }

  /// What came of them so far, by their ids.
  public synchronized List<KnownResult> results() {
    return results.stream().sorted(Comparator.comparing(it -> it.failure().id())).toList();
  }
}
