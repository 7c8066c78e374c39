package dev.ridethrough.chaos.check;

import static dev.ridethrough.chaos.check.Verdicts.broken;
import static dev.ridethrough.chaos.check.Verdicts.held;
import static dev.ridethrough.chaos.check.Verdicts.invalid;
import static dev.ridethrough.chaos.check.Verdicts.vacuous;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.history.Outcome;
import dev.ridethrough.chaos.history.Story;
import dev.ridethrough.chaos.scenario.Request.Action;
import org.junit.jupiter.api.Test;

class FinishesTest {
  private static final int LATEST = 100 + Story.WINDOW + 500;

  private final Checker checker = new Finishes();

  /// A request sent at 100 ms into an outage that ends at 5,000 ms.
  private static Story waiting() {
    return new Story().serving(0, 1).killed(50, 1).sent(100, 7).serving(5_000, 2);
  }

  @Test
  void inTime() {
    held(checker, waiting().reply(LATEST, 7, Outcome.NOT_SENT), 1);
  }

  @Test
  void late() {
    broken(
        checker,
        waiting().reply(LATEST + 1, 7, Outcome.NOT_SENT),
        7,
        "after 2,501 ms, allowed are 2,500 ms: window 2000, work 0, tolerance 500");
  }

  @Test
  void workIsNotLate() {
    Story story = new Story().serving(0, 1).killed(50, 1).serving(200, 2);
    held(checker, story.sent(100, 7, 0, Action.SLOW_APPEND, 1_000).result(LATEST + 1_000, 7, 1), 1);
  }

  @Test
  void onlySlowAppendsWork() {
    Story story = new Story().serving(0, 1).killed(50, 1).serving(200, 2);
    broken(checker, story.sent(100, 7, 0, Action.APPEND, 1_000).result(LATEST + 1, 7, 1), 7, "");
  }

  @Test
  void unanswered() {
    broken(checker, waiting(), 7, "never answered; it was sent 4,900 ms before the end");
  }

  @Test
  void answeredTwice() {
    broken(
        checker,
        waiting().reply(200, 7, Outcome.NOT_SENT).reply(300, 7, Outcome.NOT_SENT),
        7,
        "answered 2 times");
  }

  @Test
  void aStallExcusesNobodyButInvalidates() {
    Story story = waiting().reply(LATEST + 1, 7, Outcome.NOT_SENT);
    invalid(checker, story.event(new Event.Stalled(1_000_000, 251)), "stood still for 251 ms");
  }

  @Test
  void aShortStallIsNoExcuse() {
    Story story = waiting().reply(LATEST + 1, 7, Outcome.NOT_SENT);
    broken(checker, story.event(new Event.Stalled(1_000_000, 250)), 7, "answered after");
  }

  @Test
  void aStallOutsideOfTheLifeIsNoExcuse() {
    Story story = waiting().reply(LATEST + 1, 7, Outcome.NOT_SENT);
    broken(checker, story.event(new Event.Stalled(350_000, 350)), 7, "answered after");
  }

  @Test
  void aStallDoesNotExcuseAMissingReply() {
    broken(checker, waiting().event(new Event.Stalled(4_000_000, 900)), 7, "never answered");
  }

  @Test
  void aStallDoesNotExcuseAnotherRequest() {
    Story story = waiting().reply(LATEST + 1, 7, Outcome.NOT_SENT).sent(1_500, 8);
    story.reply(1_500 + Story.WINDOW + 501, 8, Outcome.NOT_SENT);
    broken(checker, story.event(new Event.Stalled(1_000_000, 400)), 8, "answered after");
  }

  @Test
  void aStallWithNobodyLateIsHarmless() {
    Story story = waiting().reply(LATEST, 7, Outcome.NOT_SENT);
    held(checker, story.event(new Event.Stalled(1_000_000, 900)), 1);
  }

  @Test
  void withoutAnOutageItSaysNothing() {
    vacuous(checker, new Story().serving(0, 1).sent(100, 7).result(110, 7, 1));
  }

  /// What was sent when the daemon came back, or answered when it went, has not met the outage.
  @Test
  void touchingAnOutageIsNotOverlappingIt() {
    Story story = new Story().serving(10, 1).sent(10, 7).result(50, 7, 1).killed(50, 1);
    vacuous(checker, story.serving(60, 2).sent(60, 8).result(70, 8, 2));
  }

  /// It might have been answered after the break.
  @Test
  void aMissingReplyInABrokenOffHistoryIsInvalid() {
    invalid(checker, waiting().brokenOff(), "breaks off");
  }

  @Test
  void theToleranceIsWhatIsPrinted() {
    assertThat(Finishes.TOLERANCE_MILLIS).isEqualTo(500);
  }

  @Test
  void anOutageMayLastToTheEnd() {
    Story story = new Story().serving(0, 1).killed(50, 1).sent(100, 7);
    held(checker, story.reply(200, 7, Outcome.NOT_SENT), 1);
  }
}
