package dev.ridethrough.chaos.check;

import static dev.ridethrough.chaos.check.Verdicts.broken;
import static dev.ridethrough.chaos.check.Verdicts.held;
import static dev.ridethrough.chaos.check.Verdicts.invalid;
import static dev.ridethrough.chaos.check.Verdicts.vacuous;

import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.history.Story;
import org.junit.jupiter.api.Test;

class OutlivesTheDaemonTest {
  private final Checker checker = new OutlivesTheDaemon();

  private static Story restarted() {
    return new Story().serving(0, 1).killed(10, 1).serving(20, 2).sent(30, 7).result(40, 7, 1);
  }

  private static Event closed(int millis) {
    return new Event.InputClosed(millis * 1_000L, 0);
  }

  private static Event exited(int millis, int status) {
    return new Event.ProxyExited(millis * 1_000L, 0, status);
  }

  @Test
  void livesOn() {
    held(checker, restarted(), 1);
    held(checker, restarted().proxies(3), 3);
  }

  @Test
  void exitsWhileItsInputIsOpen() {
    broken(checker, restarted().open().event(exited(50, 1)), -1, "status 1 while its input was");
    Story story = restarted().open().event(exited(50, 0)).event(closed(60));
    broken(checker, story, -1, "status 0 while its input was open");
  }

  @Test
  void neverExits() {
    broken(checker, restarted().open().event(closed(50)), -1, "never exited");
  }

  @Test
  void exitsWithAnotherStatus() {
    Story story = restarted().open().event(closed(50)).event(exited(60, 70));
    broken(checker, story, -1, "proxy 0 exited with status 70 instead of 0");
  }

  @Test
  void owesAnAnswer() {
    broken(checker, restarted().sent(45, 8), 8, "proxy 0 ended without answering request 8");
  }

  @Test
  void neverClosedIsTheHarnesssFault() {
    invalid(checker, restarted().open(), "never closed the input of proxy 0");
  }

  @Test
  void withoutADeathItSaysNothing() {
    vacuous(checker, new Story().serving(0, 1).sent(30, 7).result(40, 7, 1));
  }

  @Test
  void aBrokenOffHistoryIsInvalid() {
    invalid(checker, restarted().brokenOff().event(exited(50, 1)), "breaks off");
  }
}
