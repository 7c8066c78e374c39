package dev.ridethrough.chaos.check;

import static dev.ridethrough.chaos.check.Verdicts.broken;
import static dev.ridethrough.chaos.check.Verdicts.held;

import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.history.Outcome;
import dev.ridethrough.chaos.history.Story;
import dev.ridethrough.chaos.scenario.Request.Action;
import org.junit.jupiter.api.Test;

class AnnouncementsTest {
  private final Checker own = new OwnAnswer();
  private final Checker outlives = new OutlivesTheDaemon();

  /// A subscription, and two requests that are in flight at once.
  private static Story listening() {
    return new Story()
        .serving(0, 1)
        .sent(5, 9, 0, Action.LISTEN, 0)
        .sent(10, 7)
        .sent(10, 8, 0, Action.ECHO, 0)
        .result(20, 7, 1)
        .result(21, 8, "t-8");
  }

  private static Event acknowledged(int millis) {
    return new Event.Acknowledged(millis * 1_000L, 9);
  }

  private static Event changed(int millis, int request) {
    return new Event.ToolsChanged(millis * 1_000L, 0, request);
  }

  @Test
  void aSubscriptionIsAcknowledgedOnce() {
    Story story = listening().event(acknowledged(22)).event(acknowledged(23));
    broken(own, story.result(40, 9, ""), 9, "was acknowledged twice");
  }

  /// Its client has got no list, so that there may be one to be told of.
  private static Story unlisted() {
    return listening().sent(22, 10, 0, Action.LIST, 0).reply(23, 10, Outcome.NOT_SENT);
  }

  @Test
  void nothingComesBeforeItsAcknowledgementNorAfterItsReply() {
    broken(own, unlisted().event(changed(24, 9)).result(40, 9, ""), 9, "while it was not open");
    Story late = unlisted().event(acknowledged(24)).result(40, 9, "").event(changed(41, 9));
    broken(own, late, 9, "while it was not open");
  }

  @Test
  void whatDidNotChangeIsNotTold() {
    Story story = listening().event(acknowledged(22)).event(changed(23, -1)).result(40, 9, "");
    broken(own, story, -1, "told 1 times that the list of tools has changed");
  }

  private static Story restarted() {
    return new Story().serving(0, 1).killed(10, 1).serving(20, 2).sent(30, 7).result(40, 7, 1);
  }

  @Test
  void aSessionBeginsAlways() {
    Story story = restarted().sent(45, 8, 0, Action.DISCOVER, 0);
    broken(outlives, story.reply(46, 8, Outcome.NOT_SENT), 8, "was refused");
  }

  @Test
  void aListIsNeverUnknown() {
    Story story = restarted().sent(45, 8, 0, Action.LIST, 0);
    broken(outlives, story.reply(46, 8, Outcome.UNKNOWN), 8, "was told unknown");
  }

  private static Story lists(Event... between) {
    Story story = restarted().sent(45, 8, 0, Action.LIST, 0).result(46, 8, "a,b");
    for (Event event : between) {
      story = story.event(event);
    }
    return story
        .sent(9_000, 9, 0, Action.LIST, 0)
        .result(9_001, 9, "a")
        .sent(12_000, 10)
        .result(12_001, 10, 2);
  }

  @Test
  void anIdleClientHearsOfAChange() {
    broken(outlives, lists(), -1, "did not tell that the list of tools had changed");
    held(outlives, lists(changed(2_000, -1)), 1);
  }
}
