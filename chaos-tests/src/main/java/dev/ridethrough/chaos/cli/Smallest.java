package dev.ridethrough.chaos.cli;

import dev.ridethrough.chaos.explore.Exploration;
import dev.ridethrough.chaos.explore.FailureKind;
import dev.ridethrough.chaos.explore.Sabotage;
import dev.ridethrough.chaos.explore.Sequence;
import dev.ridethrough.chaos.explore.Shrinker;
import dev.ridethrough.chaos.scenario.Scenario;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Shrinkable;

/// Makes the failures of an exploration as small as they can be, and saves them.
record Smallest(Sabotage sabotage, long seed, ReportFolder folder, PrintStream out) {
  private static final Shrinker.Limits LIMITS =
      new Shrinker.Limits(3, 1_500, Duration.ofSeconds(30));

  void save(List<Map.Entry<FailureKind, Exploration.Ran>> failures) throws IOException {
    Set<FailureKind> seen = new HashSet<>();
    try (Sequence sequence = new Sequence(seed)) {
      for (Map.Entry<FailureKind, Exploration.Ran> failure : failures) {
        Exploration.Ran ran = failure.getValue();
        Shrinker shrinker = shrinker(failure.getKey(), ran);
        Shrinker.Failed smallest = shrinker.shrink(generated(sequence, ran));
        Optional<FailureKind> kind = FailureKind.of(smallest.history(), smallest.judgement());
        if (kind.isPresent() && seen.add(kind.get())) {
          save(ran, smallest, shrinker.runs());
        }
      }
    }
  }

  private Shrinker shrinker(FailureKind kind, Exploration.Ran ran) {
    Shrinker.Failed original = new Shrinker.Failed(ran.scenario(), ran.history(), ran.judgement());
    return new Shrinker(ran.world(), sabotage, kind, original, LIMITS);
  }

  private static Optional<Shrinkable<Scenario>> generated(Sequence sequence, Exploration.Ran ran) {
    return ran.place() == Exploration.GIVEN
        ? Optional.empty()
        : Optional.of(sequence.shrinkable(ran.place()));
  }

  private void save(Exploration.Ran ran, Shrinker.Failed smallest, int runs) throws IOException {
    String again =
        folder.saveSmallest(ran.number(), ran.scenario(), smallest.history(), smallest.judgement());
    out.printf(
        "%nscenario %d, made smaller in %d runs: from %d lives and %d requests to %d and %d%n",
        ran.number(),
        runs,
        ran.scenario().lives().size(),
        ran.scenario().requests().size(),
        smallest.scenario().lives().size(),
        smallest.scenario().requests().size());
    out.println(Witnesses.line(new Rounds.Round(smallest.history(), smallest.judgement())));
    Witnesses.show(out, smallest.history(), smallest.judgement());
    out.println(again);
  }
}
