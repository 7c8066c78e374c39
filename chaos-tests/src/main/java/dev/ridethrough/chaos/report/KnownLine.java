package dev.ridethrough.chaos.report;

import dev.ridethrough.chaos.check.KnownResult;
import dev.ridethrough.chaos.check.KnownResult.Outcome;
import dev.ridethrough.chaos.scenario.KnownFailure;
import java.util.List;

/// A known failure, and what came of it.
///
/// @param expires the last day on which it is excused
/// @param daysLeft until then; negative when it has expired
/// @param promises those that it may break
/// @param broken those that it broke and may not
/// @param sentence what happened
public record KnownLine(
    String id,
    String issue,
    String owner,
    String expires,
    long daysLeft,
    List<Integer> promises,
    Outcome outcome,
    List<Integer> broken,
    String sentence) {
  public KnownLine {
    promises = List.copyOf(promises);
    broken = List.copyOf(broken);
  }

  static KnownLine of(KnownResult result) {
    KnownFailure failure = result.failure();
    return new KnownLine(
        failure.id(),
        failure.issue(),
        failure.owner(),
        failure.expires().toString(),
        result.daysLeft(),
        failure.promises().stream().sorted().toList(),
        result.outcome(),
        result.blamed().stream().map(it -> it.promise().id()).toList(),
        result.sentence());
  }

  /// Whether nothing can be believed because of it.
  boolean isInvalid() {
    return outcome.isInvalid();
  }

  /// All of it in one sentence.
  String words() {
    return switch (outcome) {
      case KNOWN -> "known for %s (%s): %s".formatted(days(), whose(), sentence);
      case EXPIRED -> expired() + ": " + sentence;
      case BROKEN -> "known for something else (%s): %s".formatted(whose(), sentence);
      case PASSED -> sentence + ": delete " + file() + " (" + whose() + ")";
      case INVALID -> "neither broken nor kept (" + whose() + "): " + sentence;
      case SKIPPED -> "not run (" + whose() + "): " + sentence;
    };
  }

  /// That it may no longer be broken.
  String expired() {
    return "known failure %s expired on %s (%s)".formatted(id, expires, whose());
  }

  /// In the corpus.
  String file() {
    return "known/" + id + ".json";
  }

  private String whose() {
    return issue + ", " + owner;
  }

  private String days() {
    return switch ((int) daysLeft) {
      case 0 -> "today only";
      case 1 -> "one more day";
      default -> daysLeft + " more days";
    };
  }
}
