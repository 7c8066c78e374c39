package dev.ridethrough.chaos.check;

import java.util.List;

/// What is said of one history in a word: on what it puts to the test, as of a run that is no gate.
///
/// @param broken the numbers of the promises that are broken, in their order
public record HistoryVerdict(Overall overall, List<Integer> broken) {
  public HistoryVerdict {
    broken = broken.stream().sorted().distinct().toList();
  }

  public static HistoryVerdict of(Judgement judgement) {
    Tally one = new Tally();
    one.add(judgement);
    return new HistoryVerdict(
        GateVerdict.ofExercised(one).overall(),
        judgement.broken().stream().map(it -> it.promise().id()).toList());
  }

  /// Whether it ranks above the other, or breaks a promise that the other does not.
  public boolean isWorseThan(HistoryVerdict other) {
    return overall.compareTo(other.overall) > 0
        || (overall == other.overall && !other.broken.containsAll(broken));
  }
}
