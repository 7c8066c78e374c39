package dev.ridethrough.grace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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
    return Explanation.of(failure, Outcome.NOT_SENT, SOCKET, 8004);
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
  @MethodSource("afterWrites")
  void anUnknownOutcomeSaysThatTheDaemonMayHaveRestarted(Failure failure) {
    assertThat(Explanation.of(failure, Outcome.UNKNOWN, SOCKET, 12))
        .startsWith("Outcome unknown: ")
        .contains(SOCKET)
        .contains("may have restarted")
        .contains("may or may not have been executed")
        .contains("look at its effect before");
  }

  /// A duplicate is worse than a lost request: nothing here may invite to one.
  @ParameterizedTest
  @MethodSource("afterWrites")
  void anUnknownOutcomeNeverInvitesToSendItAgain(Failure failure) {
    assertThat(Explanation.of(failure, Outcome.UNKNOWN, SOCKET, 12))
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
    assertThat(Explanation.of(new Failure.Silent(), Outcome.UNKNOWN, SOCKET, 1)).contains("silent");
  }
}
