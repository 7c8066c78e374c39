package dev.ridethrough.chaos.check;

import static dev.ridethrough.chaos.check.Verdicts.broken;
import static dev.ridethrough.chaos.check.Verdicts.held;
import static dev.ridethrough.chaos.check.Verdicts.invalid;
import static dev.ridethrough.chaos.check.Verdicts.vacuous;

import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.history.Outcome;
import dev.ridethrough.chaos.history.Story;
import dev.ridethrough.chaos.scenario.Fault;
import dev.ridethrough.chaos.scenario.Request.Action;
import dev.ridethrough.grace.Explanation;
import dev.ridethrough.grace.Exposure;
import dev.ridethrough.grace.Failure;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class FailsFastTest {
  private static final String FILE = words(new Failure.NotASocket("a regular file"));

  private final Checker checker = new FailsFast();

  /// Killed at 50 ms, blocked from 100 ms to 2,000 ms, served again at 2,100 ms.
  private static Story blocked(Fault fault) {
    Story story = new Story().serving(0, 1).killed(50, 1).inTheWay(100, 1, fault);
    return story.relieved(2_000, 1).serving(2_100, 2);
  }

  static Story blocked() {
    return blocked(Fault.REGULAR_FILE);
  }

  static Story told(Story story, int at) {
    return story.reply(at, 7, Outcome.NOT_SENT, FILE);
  }

  /// What the proxy really says.
  private static String words(Failure failure) {
    return Explanation.of(
        failure, dev.ridethrough.grace.Outcome.NOT_SENT, Exposure.NONE, Story.SOCKET, 1);
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        Arguments.of(Fault.REGULAR_FILE, new Failure.NotASocket("a regular file")),
        Arguments.of(Fault.DIRECTORY, new Failure.NotASocket("a directory")),
        Arguments.of(Fault.FOREIGN_SOCKET, new Failure.ForeignPeer(65_534)),
        Arguments.of(Fault.UNREADABLE_DIRECTORY, new Failure.Denied()));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void toldAtOnce(Fault fault, Failure failure) {
    Story story = blocked(fault).sent(200, 7);
    held(checker, story.reply(210, 7, Outcome.NOT_SENT, words(failure)), 1);
  }

  @ParameterizedTest
  @MethodSource("faults")
  void toldOfSomethingElse(Fault fault, Failure failure) {
    Fault other = fault == Fault.REGULAR_FILE ? Fault.DIRECTORY : Fault.REGULAR_FILE;
    Story story = blocked(other).sent(200, 7);
    story.reply(210, 7, Outcome.NOT_SENT, words(failure));
    broken(checker, story, 7, "and was told nothing of the cause (is a ");
  }

  /// Each of them has a cause that can be looked for.
  @ParameterizedTest
  @EnumSource
  void onlyWhatWaitingCannotHealIsJudged(Fault fault) {
    Story story = blocked(fault).sent(200, 7).reply(210, 7, Outcome.UNKNOWN);
    if (fault.isPermanent()) {
      broken(checker, story, 7, "was told unknown and not not_sent");
    } else {
      vacuous(checker, story);
    }
  }

  @Test
  void toldTooLate() {
    held(checker, told(blocked().sent(200, 7), 700), 1);
    broken(
        checker,
        told(blocked().sent(200, 7), 701),
        7,
        "was sent while a regular file lies at the path, and was told so only after 501 ms");
  }

  @Test
  void whatHadBeenWaitingIsToldWhenItComes() {
    held(checker, told(blocked().sent(60, 7), 600), 1);
    broken(
        checker,
        told(blocked().sent(60, 7), 601),
        7,
        "had been waiting when a regular file lies at the path, and was told so only after 501");
  }

  /// A daemon had told it when to come back, and nothing wakes it that a watch sees.
  @Test
  void whatWasSentAwayBeforeNobodyMayEnterIsToldWhenItComesBack() {
    held(checker, denied(40, 1_600), 1);
    broken(checker, denied(40, 1_601), 7, "told so only after 1,501 ms");
    broken(checker, denied(60, 601), 7, "told so only after 501 ms");
  }

  private static Story denied(int sent, int told) {
    Story story = new Story().serving(0, 1);
    story = sent < 50 ? story.sent(sent, 7).killed(50, 1) : story.killed(50, 1).sent(sent, 7);
    return story
        .inTheWay(100, 1, Fault.UNREADABLE_DIRECTORY)
        .reply(told, 7, Outcome.NOT_SENT, words(new Failure.Denied()))
        .relieved(2_000, 1);
  }

  @Test
  void toldSomethingElse() {
    broken(checker, blocked().sent(200, 7).result(210, 7, 1), 7, "told result and not not_sent");
    Story error = blocked().sent(200, 7).reply(210, 7, Outcome.ERROR, FILE);
    broken(checker, error, 7, "told error and not not_sent");
    Story unknown = blocked().sent(60, 7).reply(210, 7, Outcome.UNKNOWN, FILE);
    broken(checker, unknown, 7, "told unknown and not not_sent");
  }

  @Test
  void neverAnswered() {
    broken(checker, blocked().sent(200, 7), 7, "was never answered");
    broken(checker, blocked().sent(60, 7), 7, "was never answered");
  }

  @Test
  void theMessageNamesPathCauseAndRemedy() {
    broken(checker, says(FILE.replace(Story.SOCKET, "the path")), 7, "nothing of the path /run/");
    broken(checker, says(FILE.replace("a regular file", "it")), 7, "nothing of the cause (is a re");
    broken(checker, says(FILE.replace("another --socket", "up")), 7, "nothing of a remedy (anot");
  }

  private static Story says(String message) {
    return blocked().sent(200, 7).reply(210, 7, Outcome.NOT_SENT, message);
  }

  @Test
  void theWordsOfThePathAreNoCause() {
    String path = "/permission/d.sock";
    Event.Disturbed begun =
        new Event.Disturbed(
            100_000, 1, Fault.UNREADABLE_DIRECTORY, -1, -1, "at " + path, false, true);
    Story story = new Story().serving(0, 1).killed(50, 1).event(begun).relieved(2_000, 1);
    story.sent(200, 7).reply(210, 7, Outcome.NOT_SENT, path + ": give another --socket");
    broken(checker, story, 7, "nothing of the cause (permission)");
  }

  /// Whichever of the two the kernel minds first.
  @Test
  void twoAtOnce() {
    Story story = blocked().inTheWay(150, 2, Fault.DIRECTORY).relieved(1_900, 2);
    held(checker, told(story.sent(200, 7), 210), 1);
    Story other = blocked().inTheWay(150, 2, Fault.DIRECTORY).relieved(1_900, 2).sent(200, 7);
    String directory = words(new Failure.NotASocket("a directory"));
    held(checker, other.reply(210, 7, Outcome.NOT_SENT, directory), 1);
    Story over = blocked().inTheWay(120, 2, Fault.DIRECTORY).relieved(150, 2).sent(200, 7);
    broken(checker, over.reply(210, 7, Outcome.NOT_SENT, directory), 7, "nothing of the cause");
  }

  @Test
  void whatIsSentJustBeforeItIsOverIsNotJudged() {
    broken(checker, blocked().sent(1_500, 7).result(2_200, 7, 1), 7, "told result");
    vacuous(checker, blocked().sent(1_501, 7).result(2_200, 7, 1));
  }

  @Test
  void whatWasAnsweredBeforeIsNotJudged() {
    vacuous(checker, blocked().sent(60, 7).reply(100, 7, Outcome.NOT_SENT));
  }

  @Test
  void whatADaemonMayHaveTakenIsJudgedOnlyAsNotSent() {
    vacuous(checker, blocked().sent(40, 7).reply(101, 7, Outcome.UNKNOWN));
    broken(checker, told(blocked().sent(40, 7), 601), 7, "only after 501 ms");
    Story after = blocked().sent(53, 7).reply(101, 7, Outcome.UNKNOWN);
    broken(checker, after, 7, "told unknown and not not_sent");
  }

  @Test
  void whatGivesUpAboutThenIsNotJudged() {
    Story short_ = blocked().window(539).sent(60, 7);
    vacuous(checker, short_.reply(590, 7, Outcome.NOT_SENT, "no socket"));
    Story long_ = blocked().window(540).sent(60, 7);
    broken(checker, long_.reply(590, 7, Outcome.NOT_SENT, "no socket"), 7, "nothing of the path");
  }

  @Test
  void aFaultThatNobodySawJudgesNobody() {
    Story story = new Story().serving(0, 1).killed(50, 1).inTheWay(100, 1, Fault.REGULAR_FILE);
    vacuous(checker, story.relieved(2_000, 1, false, true).sent(200, 7).result(2_300, 7, 1));
    Story open = new Story().serving(0, 1).killed(50, 1).inTheWay(100, 1, Fault.REGULAR_FILE);
    vacuous(checker, open.sent(200, 7).result(2_300, 7, 1));
  }

  /// The proxy stands still from 150 to 1,000 ms.
  @Test
  void aHeldUpProxyIsGivenThatTime() {
    held(checker, told(heldUp(0).sent(200, 7), 1_500), 1);
    broken(checker, told(heldUp(0).sent(200, 7), 1_501), 7, "only after 1,301 ms");
  }

  @Test
  void anothersHoldIsNoExcuse() {
    broken(checker, told(heldUp(1).sent(200, 7), 701), 7, "only after 501 ms");
  }

  private static Story heldUp(int proxy) {
    Story story = blocked().proxies(2);
    return story.disturbedProxy(150, 2, Fault.PROXY_STOPPED, proxy).relieved(1_000, 2);
  }

  @Test
  void aKilledProxyTellsNobody() {
    Story story = blocked().proxies(2).sent(200, 7);
    story.disturbedProxy(210, 2, Fault.PROXY_KILLED, 0).proxyExited(211, 0, 137);
    vacuous(checker, story);
    broken(checker, story.sent(200, 8, 1, Action.APPEND, 0), 8, "was never answered");
  }

  @Test
  void aStallExcusesNobodyButInvalidates() {
    Story story = told(blocked().sent(200, 7), 701);
    invalid(checker, story.event(new Event.Stalled(600_000, 251)), "stood still for 251 ms");
    Story wrong = blocked().sent(200, 7).reply(690, 7, Outcome.UNKNOWN);
    broken(checker, wrong.event(new Event.Stalled(600_000, 251)), 7, "told unknown");
  }

  @Test
  void aBrokenOffHistoryIsInvalid() {
    invalid(checker, blocked().sent(200, 7).brokenOff(), "breaks off");
  }

  @Test
  void whatWasCancelledInTimeNeedsNoAnswer() {
    vacuous(checker, blocked().sent(200, 7).cancelled(700, 7));
    broken(checker, blocked().sent(200, 7).cancelled(701, 7), 7, "was never answered");
  }
}
