package dev.ridethrough.chaos.check;

import static dev.ridethrough.chaos.check.Verdicts.broken;
import static dev.ridethrough.chaos.check.Verdicts.held;
import static dev.ridethrough.chaos.check.Verdicts.invalid;
import static dev.ridethrough.chaos.check.Verdicts.vacuous;

import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.history.Outcome;
import dev.ridethrough.chaos.history.Story;
import dev.ridethrough.chaos.scenario.Request.Action;
import java.util.List;
import org.junit.jupiter.api.Test;

class NoDuplicateTest {
  private final Checker checker = new NoDuplicate();

  /// Sent to generation 1, which is killed; generation 2 comes back.
  private static Story killed() {
    return new Story().serving(0, 1).sent(10, 7).killed(20, 1).serving(500, 2);
  }

  @Test
  void oneRowIsNoDuplicate() {
    held(checker, killed().result(600, 7, 1), 1);
  }

  @Test
  void twoRowsAreOne() {
    broken(
        checker, killed().result(600, 7, 2).rows(7, 1L, 2L), 7, "executed 2 times: rows 1 and 2");
  }

  private static Story twice(Integer... generations) {
    return killed().result(600, 7, 2).rows(7, 1L, 2L).by(7, generations);
  }

  @Test
  void theGenerationsAreNamed() {
    broken(
        checker,
        twice(1, 2),
        7,
        "request 7 was executed by generation 2 after generation 1 had committed it: rows 1 and 2");
    broken(checker, twice(2, 2), 7, "was executed 2 times by generation 2: rows 1 and 2");
    broken(checker, twice(1, -1), 7, "was executed 2 times: rows 1 and 2");
    broken(
        checker,
        twice(1, 2, 2).rows(7, 1L, 2L, 3L),
        7,
        "3 times: rows 1 (generation 1), 2 (generation 2) and 3 (generation 2)");
  }

  @Test
  void twoRowsAreOneUnderTwoKeysToo() {
    broken(checker, killed().result(600, 7, 2).rows(7, 1L, 2L).keys(7, "a", "b"), 7, "2 times");
  }

  @Test
  void twoRowsAreOneWhereNobodyWasKilled() {
    broken(checker, new Story().serving(0, 1).sent(10, 7).result(20, 7, 1).rows(7, 1L, 2L), 7, "2");
  }

  @Test
  void aKeyBelongsToOneRequest() {
    Story story = killed().sent(11, 8).result(600, 7, 1).result(600, 8, 2);
    broken(checker, story.keys(7, "k").keys(8, "k"), 8, "key k is in rows of two requests");
  }

  @Test
  void absentKeysAreNotTheSame() {
    Story story = killed().sent(11, 8).result(600, 7, 1).result(600, 8, 2);
    held(checker, story.keys(7, "").keys(8, ""), 2);
  }

  @Test
  void aTokenThatNobodySentIsBroken() {
    Event foreign = new Event.Effects(900_000, -1, "x", List.of(9L), List.of("k"));
    broken(checker, killed().result(600, 7, 1).event(foreign), -1, "token that nobody sent: x");
  }

  @Test
  void withoutADeathItSaysNothing() {
    vacuous(checker, new Story().serving(0, 1).sent(10, 7).result(20, 7, 1));
  }

  @Test
  void whatHasNoEffectDoesNotExerciseIt() {
    Story story = new Story().serving(0, 1).sent(10, 7, 0, Action.READ, 0).killed(20, 1);
    vacuous(checker, story.serving(500, 2).result(600, 7, "[]"));
  }

  @Test
  void aBrokenOffHistoryIsInvalid() {
    invalid(checker, killed().result(600, 7, 1).brokenOff(), "breaks off");
  }

  /// Nothing that comes later takes a row away.
  @Test
  void aDuplicateIsBrokenEvenInABrokenOffHistory() {
    broken(checker, killed().result(600, 7, 1).rows(7, 1L, 2L).brokenOff(), 7, "2 times");
  }

  @Test
  void aForeignTokenIsNotBrokenInABrokenOffHistory() {
    Event foreign = new Event.Effects(900_000, -1, "x", List.of(9L), List.of("k"));
    invalid(checker, killed().event(foreign).brokenOff(), "breaks off");
  }

  @Test
  void uncountedEffectsAreInvalid() {
    invalid(checker, killed().result(600, 7, 1).uncounted(), "request 7 were not counted");
  }

  @Test
  void aFailedHarnessIsInvalid() {
    Story story = killed().reply(600, 7, Outcome.UNKNOWN);
    invalid(checker, story.event(new Event.HarnessFailed(700_000, "no disk")), "no disk");
  }

  @Test
  void alsoACancelledRequestIsExecutedOnceAtMost() {
    Story story = new Story().serving(0, 1).sent(10, 7).cancelled(15, 7).killed(20, 1);
    broken(checker, story.serving(500, 2).rows(7, 1L, 2L), 7, "executed 2 times");
  }
}
