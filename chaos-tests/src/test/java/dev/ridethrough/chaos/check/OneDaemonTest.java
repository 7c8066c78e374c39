package dev.ridethrough.chaos.check;

import static dev.ridethrough.chaos.check.Verdicts.broken;
import static dev.ridethrough.chaos.check.Verdicts.held;
import static dev.ridethrough.chaos.check.Verdicts.invalid;
import static dev.ridethrough.chaos.check.Verdicts.vacuous;

import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.history.Story;
import dev.ridethrough.chaos.scenario.Fault.Signal;
import org.junit.jupiter.api.Test;

class OneDaemonTest {
  private final Checker checker = new OneDaemon();

  @Test
  void oneAfterTheOther() {
    held(checker, new Story().serving(0, 1).killed(10, 1).serving(20, 2), 1);
  }

  @Test
  void oneAfterTheOtherAtTheSameMoment() {
    held(checker, new Story().serving(0, 1).killed(10, 1).serving(12, 2), 1);
  }

  @Test
  void theNextOneNeverServes() {
    Story story = new Story().serving(0, 1).killed(10, 1).started(20, 2);
    broken(checker, story, -1, "generation 2 (process 1002) was started, but never served");
  }

  @Test
  void struckBeforeItServes() {
    Story story = new Story().serving(0, 1).killed(10, 1).started(20, 2).killed(30, 2);
    held(checker, story.serving(40, 3), 2);
  }

  @Test
  void noFaultIsNoExcuse() {
    Story story = new Story().serving(0, 1).killed(10, 1).started(20, 2);
    broken(checker, story.struck(30, 2, Signal.NONE), -1, "never served");
  }

  @Test
  void anotherProcessGreets() {
    Story story = new Story().serving(0, 1).killed(10, 1).started(20, 2);
    story.event(new Event.DaemonServing(30_000, 2, 1_001));
    broken(checker, story, -1, "(process 1002) should serve, but process 1001 greets");
  }

  @Test
  void twoAtOnce() {
    Story story = new Story().serving(0, 1).struck(10, 1, Signal.SIGTERM).serving(20, 2);
    broken(checker, story.died(21, 1, 0), -1, "served while generation 1 (process 1001) still");
  }

  @Test
  void diedUnstruck() {
    Story story = new Story().serving(0, 1).event(new Event.DaemonDied(10_000, 1, 134, false));
    broken(checker, story.serving(20, 2), -1, "died with nobody having struck it");
  }

  @Test
  void diedUnstruckBeforeItServedIsOneWitness() {
    Story story = new Story().started(0, 1).event(new Event.DaemonDied(10_000, 1, 1, false));
    broken(checker, story.serving(20, 2), -1, "died with nobody having struck it");
  }

  @Test
  void withoutADeathItSaysNothing() {
    vacuous(checker, new Story().serving(0, 1));
  }

  @Test
  void aBrokenOffHistoryIsInvalid() {
    Story story = new Story().serving(0, 1).killed(10, 1).started(20, 2).brokenOff();
    invalid(checker, story, "breaks off");
  }
}
