package dev.ridethrough.chaos.release;

import dev.ridethrough.chaos.check.Figure;
import dev.ridethrough.chaos.check.GateVerdict;
import dev.ridethrough.chaos.check.Judge;
import dev.ridethrough.chaos.check.Judgement;
import dev.ridethrough.chaos.check.Judgement.Ruling;
import dev.ridethrough.chaos.check.Overall;
import dev.ridethrough.chaos.check.Promise;
import dev.ridethrough.chaos.check.Requirement;
import dev.ridethrough.chaos.check.Tally;
import dev.ridethrough.chaos.check.Verdict;
import dev.ridethrough.chaos.check.Witness;
import java.util.ArrayList;
import java.util.List;

/// Adds up what is to be said of all parts. Not thread-safe.
public final class ReleaseVerdict {
  /// Of the steps at which an update shall be killed; one or two may be over too soon.
  private static final int FEWEST_CUTS = 4;

  private static final int NOBODY = -1;

  private final Tally tally = new Tally();
  private final List<Requirement> requirements = new ArrayList<>();
  private int updates;
  private long restarts;

  /// What is to be said of one part.
  ///
  /// @param judgements of its histories, in their order
  public record Ruled(Overall overall, List<Judgement> judgements) {
    public Ruled {
      judgements = List.copyOf(judgements);
    }
  }

  /// Judges a part and adds it. What an update did wrong breaks promise 7: the version that shall
  /// serve does not.
  public Ruled add(PartResult result) {
    List<Judgement> judgements = result.histories().stream().map(Judge::judge).toList();
    ReleaseVerdict alone = new ReleaseVerdict();
    alone.add(result, judgements);
    add(result, judgements);
    return new Ruled(alone.verdict().overall(), judgements);
  }

  /// An update from a build to itself would do nothing.
  public void compare(Build old, Build fresh) {
    int different = old.digest().equals(fresh.digest()) ? 1 : 2;
    requirements.add(new Requirement("different builds", different, 2));
  }

  private void add(PartResult result, List<Judgement> judgements) {
    judgements.forEach(tally::add);
    updates += result.updates();
    restarts += judgements.isEmpty() ? 0 : Figure.RESTARTS.of(judgements.getFirst().run());
    if (!result.wrong().isEmpty()) {
      List<Witness> witnesses =
          result.wrong().stream()
              .map(it -> new Witness(NOBODY, NOBODY, 0, result.part() + ": " + it))
              .toList();
      tally.blame(List.of(new Ruling(Promise.ONE_DAEMON, new Verdict.Broken(0, witnesses))));
    }
    long overlapped =
        judgements.stream().mapToLong(it -> Figure.OVERLAPPED_OUTAGE.of(it.run())).min().orElse(0);
    String name = "requests of each delivery that overlapped an outage in " + result.part();
    requirements.add(new Requirement(name, overlapped, 1));
    if (result.part() == Part.CUT) {
      requirements.add(
          new Requirement("updates that were killed at their step", result.cuts(), FEWEST_CUTS));
    }
    if (result.part().isPlanted()) {
      String bitten = "daemons of NEW that ended by what was planted in " + result.part();
      requirements.add(new Requirement(bitten, result.bitten(), 1));
    }
  }

  public GateVerdict verdict() {
    return GateVerdict.ofExercised(tally, requirements);
  }

  public Tally tally() {
    return tally;
  }

  /// How many daemons were started after another one: each is in the history of each delivery.
  public long restarts() {
    return restarts;
  }

  /// How many updates there were.
  public int updates() {
    return updates;
  }
}
