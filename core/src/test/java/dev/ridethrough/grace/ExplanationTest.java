package dev.ridethrough.grace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The message is all that many clients show: it must make sense alone.
class ExplanationTest {
  private static final String SOCKET = "/home/ann/.ridethrough/daemon.sock";

  static List<Failure.Transient> transients() {
    return GraceTest.TRANSIENT;
  }

  static List<Failure.Permanent> permanents() {
    return GraceTest.PERMANENT;
  }

  static List<Failure.AfterWrite> afterWrites() {
    return GraceTest.AFTER_WRITE;
  }

  private static String notSent(Failure failure) {
    return Explanation.of(failure, Outcome.NOT_SENT, Exposure.NONE, SOCKET, 8004);
  }

  private static String unknown(Failure failure, int losses) {
    Exposure exposure = Exposure.NONE;
    for (int i = 0; i < losses; i++) {
      exposure = exposure.write(true).lose();
    }
    return Explanation.of(failure, Outcome.UNKNOWN, exposure, SOCKET, 12);
  }

  static List<Failure> all() {
    return Stream.of(transients(), permanents(), afterWrites())
        .<Failure>flatMap(List::stream)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("transients")
  void givingUpNamesTheSocketAndHintsAtTheUpdate(Failure failure) {
    assertThat(notSent(failure))
        .startsWith("Not sent: ")
        .contains(SOCKET)
        .contains("8004 ms")
        .contains("restarting after an update")
        .contains("ridethrough daemon status");
  }

  @ParameterizedTest
  @MethodSource("transients")
  void whatWasNotSentIsSafeToTryAgain(Failure failure) {
    assertThat(notSent(failure)).contains("Nothing was executed").contains("safe to try again");
  }

  @ParameterizedTest
  @MethodSource("permanents")
  void whatWaitingCannotHealNamesPathCauseAndRemedy(Failure failure) {
    assertThat(notSent(failure)).startsWith("Not sent: ").contains(SOCKET, "Nothing was executed.");
    assertThat(notSent(failure)).doesNotContain("update, or").doesNotContain("null");
  }

  @ParameterizedTest
  @MethodSource("all")
  void anUnknownOutcomeSaysThatTheDaemonMayHaveRestarted(Failure failure) {
    assertThat(unknown(failure, 1))
        .startsWith("Outcome unknown: ")
        .contains(SOCKET)
        .contains("may have restarted")
        .contains("may or may not have been executed")
        .contains("look at its effect before");
  }

  /// A duplicate is worse than a lost request: nothing here may invite to one.
  @ParameterizedTest
  @MethodSource("all")
  void anUnknownOutcomeNeverInvitesToSendItAgain(Failure failure) {
    assertThat(unknown(failure, 1))
        .doesNotContainIgnoringCase("retry")
        .doesNotContainIgnoringCase("try again")
        .doesNotContainIgnoringCase("send it again")
        .doesNotContainIgnoringCase("resend")
        .doesNotContainIgnoringCase("safe");
  }

  @Test
  void eachKindOfFailureIsDescribedInItsOwnWords() {
    assertThat(notSent(new Failure.Missing())).contains("there is no socket at " + SOCKET);
    assertThat(notSent(new Failure.Refused())).contains("nothing listens at " + SOCKET);
    assertThat(notSent(new Failure.BacklogFull())).contains("still full");
    assertThat(notSent(new Failure.NotGreeted(true))).contains("no greeting");
    assertThat(notSent(new Failure.NotStarted("too many", 1))).contains("(too many)");
    assertThat(notSent(new Failure.Denied())).contains("no permission").contains("owner");
    assertThat(notSent(new Failure.NotASocket("a regular file"))).contains("a regular file");
    assertThat(notSent(new Failure.PathTooLong(200, 106))).contains("200 bytes").contains("106");
    assertThat(notSent(new Failure.ForeignPeer(65534))).contains("user 65534");
    assertThat(notSent(new Failure.Incompatible("protocol 9"))).contains("protocol 9");
    assertThat(unknown(new Failure.Silent(), 1)).contains("silent");
    assertThat(unknown(new Failure.Missing(), 1))
        .contains("there is no socket at " + SOCKET, "12 ms", "ridethrough daemon status");
    assertThat(unknown(new Failure.Denied(), 1)).contains("no permission", "owner");
    assertThat(unknown(new Failure.NoJournal(), 1)).contains("no journal", "older version");
    assertThat(unknown(new Failure.Unknowable("died\nhere"), 1)).contains("(died\\u000ahere)");
  }

  @Test
  void whatWasLostAgainAndAgainMayBeWhatEndsTheDaemon() {
    assertThat(unknown(new Failure.Lost(), 3))
        .contains("each of the 3 times", "the request itself may be what ends it");
    assertThat(unknown(new Failure.Lost(), 2)).doesNotContain("the request itself");
  }
}
