package dev.ridethrough.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.history.History;
import dev.ridethrough.chaos.history.Outcome;
import dev.ridethrough.chaos.history.Story;
import dev.ridethrough.chaos.scenario.Fault;
import dev.ridethrough.chaos.scenario.Request.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AssumptionsTest {
  private static Story sound() {
    return new Story().serving(0, 1).sent(10, 7).result(20, 7, 1).killed(30, 1);
  }

  static Stream<Arguments> contradictions() {
    return Stream.of(
        Arguments.of("sent before", sound().sent(40, 7)),
        Arguments.of("token t-7", sound().event(sent(8, 0, "t-7"))),
        Arguments.of("proxy 5 was not", sound().event(sent(8, 5, "t-8"))),
        Arguments.of("request 9 was not", sound().reply(40, 9, Outcome.ERROR)),
        Arguments.of("request 7 was not", sound().event(new Event.Progressed(9_000, 7))),
        Arguments.of("generation 2 was not", sound().served(40, 2)),
        Arguments.of("generation 2 was not", sound().died(40, 2, 0)),
        Arguments.of("generation 1 started", sound().started(40, 1)),
        Arguments.of("request 9 was not", sound().cancelled(40, 9)),
        Arguments.of("cancelled before", sound().cancelled(40, 7).cancelled(41, 7)),
        Arguments.of("generation 2 was not", sound().pathGone(40, 2)),
        Arguments.of("second path gone", sound().pathGone(40, 1).pathGone(41, 1)),
        Arguments.of("second died", sound().died(40, 1, 0)),
        Arguments.of("second serving", sound().served(40, 1)),
        Arguments.of("proxy 0 started", sound().event(new Event.ProxyStarted(40_000, 0, 1))),
        Arguments.of("proxy 5 was not", sound().event(new Event.StrayLine(40_000, 5, ""))),
        Arguments.of("counted before", sound().event(effects("t-7", 1))),
        Arguments.of("not that of request 7", sound().event(effects("t-9", 1))),
        Arguments.of("as many", sound().event(effects("t-7", 2))),
        Arguments.of("as many generations", sound().uncounted().event(by(1, 2))),
        Arguments.of("second disturbed 1", stopped().disturbed(41, 1, Fault.STOPPED, 1)),
        Arguments.of("generation 2 was not", sound().disturbed(40, 1, Fault.STOPPED, 2)),
        Arguments.of("proxy 5 was not", sound().disturbedProxy(40, 1, Fault.PROXY_KILLED, 5)),
        Arguments.of("relieved 2 without", stopped().relieved(41, 2)),
        Arguments.of("second relieved 1", stopped().relieved(41, 1).relieved(42, 1)),
        Arguments.of("attempts 2 without", stopped().event(attempts(2))),
        Arguments.of("second attempts 1", stopped().event(attempts(1)).event(attempts(1))),
        Arguments.of("second contender started", contended().contender(41, 3, 1, Fault.TWO_HOMES)),
        Arguments.of("contender ended 4 without", contended().contenderEnded(41, 4, 1, false, "")),
        Arguments.of("effects were counted before", counted().sent(40, 8)),
        Arguments.of("effects were counted before", counted().started(40, 2)),
        Arguments.of("effects were counted before", counted().contender(40, 1, 1, Fault.TWO_HOMES)),
        Arguments.of(
            "effects were counted before",
            counted().disturbed(30, 1, Fault.STOPPED, 1).relieved(40, 1)));
  }

  private static Story stopped() {
    return sound().disturbed(40, 1, Fault.STOPPED, 1);
  }

  private static Story contended() {
    return sound().contender(40, 3, 1, Fault.TWO_HOMES);
  }

  private static Story counted() {
    return sound().uncounted().event(effects("t-7", 1));
  }

  private static Event attempts(int number) {
    return new Event.Attempts(45_000, number, 900, 1, 12, 3);
  }

  @ParameterizedTest
  @MethodSource("contradictions")
  void aHistoryThatContradictsItselfIsInvalid(String why, Story story) {
    assertThat(Assumptions.violated(story.tell()))
        .hasValueSatisfying(it -> assertThat(it).contains("contradicts itself", why));
    assertThat(new NoDuplicate().judge(story.tell())).isInstanceOf(Verdict.Invalid.class);
  }

  @Test
  void soundIsSound() {
    assertThat(Assumptions.violated(sound().tell())).isEmpty();
  }

  @Test
  void timeDoesNotRunBackwards() {
    History sound = sound().tell();
    List<Event> events = new ArrayList<>(sound.events());
    events.add(new Event.Stalled(sound.events().getLast().at() - 1, 1));
    History reversed = with(sound, sound.format(), events);
    assertThat(Assumptions.violated(reversed))
        .hasValueSatisfying(it -> assertThat(it).contains("its time lies before"));
  }

  @Test
  void anotherFormatIsNotJudged() {
    History sound = sound().tell();
    assertThat(Assumptions.violated(with(sound, 1, sound.events())))
        .contains("the history is of format 1");
  }

  /// Even where the evidence looks hard: whoever wrote this may have written anything.
  @Test
  void aContradictionOutranksADuplicate() {
    Story story = sound().rows(7, 1L, 2L).sent(40, 7);
    assertThat(new NoDuplicate().judge(story.tell())).isInstanceOf(Verdict.Invalid.class);
  }

  private static Event sent(int request, int proxy, String token) {
    return new Event.Sent(40_000, request, proxy, Action.APPEND, 0, token);
  }

  private static Event effects(String token, int keys) {
    return new Event.Effects(35_000, 7, token, List.of(1L), List.of("k", "k").subList(0, keys));
  }

  private static Event by(Integer... generations) {
    return new Event.Effects(35_000, 7, "t-7", List.of(1L), List.of("k"), List.of(generations));
  }

  private static History with(History it, int format, List<Event> events) {
    return new History(
        format, it.world(), it.target(), it.delivery(), it.windowMillis(), it.scenario(), events);
  }
}
