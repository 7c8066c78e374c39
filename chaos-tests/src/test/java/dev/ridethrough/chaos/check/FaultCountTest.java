package dev.ridethrough.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.history.Outcome;
import dev.ridethrough.chaos.history.Story;
import dev.ridethrough.chaos.scenario.Death.Signal;
import dev.ridethrough.chaos.scenario.Fault;
import dev.ridethrough.chaos.scenario.Request.Action;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FaultCountTest {
  private static void counts(Fault fault, Story story, long attempted, long landed) {
    assertThat(FaultCount.of(fault, Run.of(story.tell())))
        .isEqualTo(new FaultCount(attempted, landed));
  }

  private static Event disturbed(Fault fault, boolean landed) {
    return new Event.Disturbed(10_000, 1, fault, 1, -1, "x", true, landed);
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {
        "SIGKILL",
        "SIGTERM",
        "ENGINE_STOP",
        "MEMORY_LIMIT",
        "CRASH_LOOP",
        "POISON",
        "SECOND_DAEMON",
        "TWO_HOMES",
        "TWO_STARTERS"
      })
  void landedWhereItWasAimedAndSeen(Fault fault) {
    counts(fault, new Story().started(0, 1).event(disturbed(fault, true)).relieved(20, 1), 1, 1);
    counts(fault, new Story().started(0, 1).event(disturbed(fault, false)).relieved(20, 1), 1, 0);
    Story unseen = new Story().started(0, 1).event(disturbed(fault, true));
    counts(fault, unseen.relieved(20, 1, false, true), 1, 0);
    counts(fault, new Story().started(0, 1).event(disturbed(fault, true)), 1, 0);
  }

  @ParameterizedTest
  @EnumSource
  void nothingHappened(Fault fault) {
    counts(fault, new Story().serving(0, 1), 0, 0);
  }

  @Test
  void deathsByTheEngineAreThoseThatItTellsOf() {
    Fault fault = Fault.MEMORY_LIMIT;
    Event struck = new Event.FaultStruck(10_000, 1, Signal.SIGKILL, "x", false, true, null, fault);
    Story story = new Story().serving(0, 1).event(struck);
    counts(fault, story.event(new Event.DaemonDied(20_000, 1, 137, true, fault)), 1, 1);
    Story other = new Story().serving(0, 1).event(struck);
    counts(fault, other.event(new Event.DaemonDied(20_000, 1, 137, true)), 1, 0);
  }

  @Test
  void deathsBySignal() {
    Story both = new Story().serving(0, 1).struck(10, 1, Signal.SIGTERM).killed(20, 1);
    counts(Fault.SIGKILL, both, 1, 1);
    counts(Fault.SIGTERM, both, 1, 0);
    Story planned = new Story().serving(0, 1).terminated(10, 20, 1);
    counts(Fault.SIGKILL, planned, 0, 0);
    counts(Fault.SIGTERM, planned, 1, 1);
    counts(Fault.SIGTERM, new Story().serving(0, 1).struck(10, 1, Signal.SIGTERM), 1, 0);
  }

  private static Story failing(Story story, int from, int number) {
    for (int i = from; i < from + number; i++) {
      story.started(i * 10, i).killed(i * 10 + 5, i);
    }
    return story;
  }

  @Test
  void threeFailedStartsInARowAreALoop() {
    counts(Fault.CRASH_LOOP, failing(new Story(), 1, 2), 0, 0);
    counts(Fault.CRASH_LOOP, failing(new Story(), 1, 3), 1, 1);
    counts(Fault.CRASH_LOOP, failing(new Story(), 1, 7), 1, 1);
    Story interrupted = failing(new Story(), 1, 2).serving(30, 3).killed(35, 3);
    counts(Fault.CRASH_LOOP, failing(interrupted, 4, 2), 0, 0);
    Story twice = failing(new Story(), 1, 3).serving(40, 4).killed(45, 4);
    counts(Fault.CRASH_LOOP, failing(twice, 5, 3), 2, 2);
    Story unstruck = failing(new Story(), 1, 2).started(30, 3).died(35, 3, 1);
    counts(Fault.CRASH_LOOP, unstruck, 0, 0);
  }

  private static Story poisoned() {
    return new Story().serving(0, 1).sent(10, 7, 0, Action.POISON, 100);
  }

  @Test
  void poisonKillsWhoRunsIt() {
    counts(Fault.POISON, poisoned().killed(20, 1).reply(23, 7, Outcome.UNKNOWN), 1, 1);
    counts(Fault.POISON, poisoned().killed(20, 1).serving(30, 2).result(40, 7, 1), 1, 0);
    counts(Fault.POISON, poisoned().reply(15, 7, Outcome.UNKNOWN).killed(20, 1), 1, 0);
    Story harmless = new Story().serving(0, 1).sent(10, 7).killed(20, 1);
    counts(Fault.POISON, harmless.reply(23, 7, Outcome.UNKNOWN), 0, 0);
  }

  /// By the pair only, whatever else is told of it.
  @ParameterizedTest
  @EnumSource(names = {"SECOND_DAEMON", "TWO_HOMES", "TWO_STARTERS"})
  void contendersAreCountedOnce(Fault fault) {
    Story story = new Story().serving(0, 1).contender(10, 3, 1, fault);
    counts(fault, story, 1, 0);
    story.contenderEnded(20, 3, 1, false, "pid 1001");
    counts(fault, story, 1, 1);
    counts(fault, story.event(disturbed(fault, true)).relieved(20, 1), 1, 1);
  }

  @Test
  void aContenderIsNotTheFaultThatForbidsIt() {
    Story story = new Story().contender(10, 3, -1, Fault.REGULAR_FILE);
    counts(Fault.REGULAR_FILE, story.contenderEnded(20, 3, 1, false, "no"), 0, 0);
  }
}
