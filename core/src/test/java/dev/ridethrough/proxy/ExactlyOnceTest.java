package dev.ridethrough.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ridethrough.grace.Delivery;
import dev.ridethrough.grace.Grace;
import dev.ridethrough.grace.Poll;
import dev.ridethrough.machine.Sockets;
import dev.ridethrough.machine.TestMachine;
import dev.ridethrough.machine.Wire;
import dev.ridethrough.proxy.Daemons.Taken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is lost after it was written, with delivery exactly-once, at daemons played by hand.
class ExactlyOnceTest {
  private static final Duration WINDOW = Duration.ofSeconds(8);
  private static final Duration SHORT = Duration.ofSeconds(1);
  private static final Duration MIDDLE = Duration.ofSeconds(2);

  /// Of [#MIDDLE]: what is left then is far from the whole.
  private static final Duration MOST_OF_IT = Duration.ofMillis(1500);

  private static final String NOT_STARTED =
      "{\"ridethrough\":\"not_started\",\"reason\":\"busy\",\"retryAfterMillis\":0}";
  private static final String ALIVE = "{\"ridethrough\":\"alive\"}";

  @TempDir private Path room;
  private Path socket;
  private Daemons daemons;

  @BeforeEach
  void listen() throws IOException {
    socket = room.resolve("d.sock");
    daemons = new Daemons(socket);
  }

  @AfterEach
  void stop() throws IOException {
    daemons.close();
  }

  private Session session(Duration window) {
    return session(Grace.of(window, Poll.JITTERED).with(Delivery.EXACTLY_ONCE));
  }

  private Session session(Grace grace) {
    return new Session(socket, grace, port -> port);
  }

  private void loseOne() throws IOException {
    daemons.take().lose();
  }

  @Test
  void whatWasLostIsSentAgainUnderItsKeyAndAnsweredOnce() throws IOException {
    try (Session session = session(WINDOW).request(7);
        Taken first = daemons.take()) {
      first.lose();
      try (Taken second = daemons.take()) {
        assertThat(first.handshake())
            .contains("\"attempt\":1", "\"delivery\":\"exactly-once\"", "\"number\":1");
        assertThat(second.handshake())
            .contains("\"attempt\":2", "\"delivery\":\"exactly-once\"", "\"number\":1");
        assertThat(second.key()).isEqualTo(first.key()).endsWith("-1\"");
        assertThat(second.request()).isEqualTo(first.request());
        second.answer();
        assertThat(session.heard("\"id\":7")).contains("result");
      }
      assertThat(session.end()).isZero();
      assertThat(session.lines()).hasSize(1);
      assertThat(daemons.isAsked()).isFalse();
    }
  }

  @Test
  void aDaemonWithoutAJournalIsAskedOnce() throws IOException {
    try (Session session = session(WINDOW).request(1);
        Taken taken = daemons.take(Wire.greeting(1))) {
      assertThat(taken.handshake()).doesNotContain("delivery").contains("\"number\":1");
      taken.lose();
      assertThat(session.heard("\"id\":1")).contains("-31002", "went away after it took");
      assertThat(session.end()).isZero();
      assertThat(daemons.isAsked()).isFalse();
    }
  }

  @Test
  void atMostOnceAsksOnceEvenWhereThereIsAJournal() throws IOException {
    Grace atMostOnce = Grace.of(WINDOW, Poll.JITTERED).with(Delivery.AT_MOST_ONCE);
    try (Session session = session(atMostOnce).request(1);
        Taken taken = daemons.take()) {
      assertThat(taken.handshake()).doesNotContain("delivery");
      taken.lose();
      assertThat(session.heard("\"id\":1")).contains("-31002");
      assertThat(session.end()).isZero();
      assertThat(daemons.isAsked()).isFalse();
    }
  }

  /// An older version that was put back could execute it twice.
  @Test
  void nothingIsSentToADaemonWithoutAJournalOnceOneWithAJournalHadIt() throws IOException {
    try (Session session = session(WINDOW).request(1)) {
      loseOne();
      assertThat(daemons.heardAfter(Wire.greeting(2))).isEmpty();
      assertThat(session.heard("\"id\":1")).contains("-31002", "no journal", "older version");
      assertThat(session.end()).isZero();
      assertThat(daemons.isAsked()).isFalse();
    }
  }

  @Test
  void aDaemonThatCannotKnowEndsItAtOnce() throws IOException {
    try (Session session = session(WINDOW).request(1)) {
      loseOne();
      try (Taken second = daemons.take()) {
        second.wire().send("{\"ridethrough\":\"unknown\",\"reason\":\"its start was lost\"}");
        assertThat(session.heard("\"id\":1"))
            .contains(
                "-31002", "(its start was lost)", "look at its effect", "\"retryable\":false");
      }
      assertThat(session.end()).isZero();
      assertThat(daemons.isAsked()).isFalse();
    }
  }

  @Test
  void notStartedAnswersOnlyForItsOwnAttempt() throws IOException {
    try (Session session = session(SHORT).request(1)) {
      loseOne();
      try (Taken second = daemons.take()) {
        second.wire().send(NOT_STARTED);
      }
      daemons.leave();
      assertThat(session.heard("\"id\":1"))
          .contains("-31002", "\"outcome\":\"unknown\"", "no socket at");
    }
  }

  @Test
  void whatWasLostAndThenNotStartedIsStillSentAgain() throws IOException {
    try (Session session = session(WINDOW).request(1)) {
      loseOne();
      try (Taken second = daemons.take()) {
        second.wire().send(NOT_STARTED);
      }
      daemons.answerNext();
      assertThat(session.heard("\"id\":1")).contains("result");
    }
  }

  @Test
  void whatWaitingCannotHealAfterALossIsUnknown() throws IOException {
    try (Session session = session(WINDOW).request(1)) {
      try (Taken _ = daemons.take()) {
        daemons.leave();
        Files.writeString(socket, "precious");
      }
      assertThat(session.heard("\"id\":1")).contains("-31002", "a regular file");
    }
  }

  @Test
  void aBugAfterALossIsUnknown() throws IOException {
    AtomicInteger connects = new AtomicInteger();
    Grace grace = Grace.of(WINDOW, Poll.JITTERED).with(Delivery.EXACTLY_ONCE);
    Sockets failing =
        TestMachine.overriding(
            Sockets.class,
            TestMachine.REAL.sockets(),
            "connect",
            (_, original) -> {
              if (connects.getAndIncrement() > 0) {
                throw new IllegalStateException("a bug");
              }
              return original.call();
            });
    try (Session session = new Session(socket, grace, port -> port)) {
      session.machine.sockets(_ -> failing);
      session.request(1);
      loseOne();
      assertThat(session.heard("\"id\":1")).contains("-31002", "internal error");
    }
  }

  @Test
  void whatIsLostAtEachOfThreeDaemonsIsGivenUp() throws IOException {
    try (Session session = session(WINDOW).request(1)) {
      for (int i = 0; i < 3; i++) {
        loseOne();
      }
      assertThat(session.heard("\"id\":1"))
          .contains("-31002", "each of the 3 times", "what ends it");
      assertThat(session.end()).isZero();
      assertThat(daemons.isAsked()).isFalse();
    }
  }

  @Test
  void theWorkOfALiveDaemonIsNotCharged() throws IOException {
    try (Session session = session(SHORT).request(1)) {
      try (Taken first = daemons.take()) {
        long before = System.nanoTime();
        await()
            .pollInterval(Duration.ofMillis(100))
            .until(() -> {
              first.wire().send(ALIVE);
              return System.nanoTime() - before > SHORT.multipliedBy(2).toNanos();
            });
      }
      daemons.answerNext();
      assertThat(session.heard("\"id\":1")).contains("result");
    }
  }

  private static String greeting(long generation, String journalId) {
    return Wire.journalGreeting(generation).replace("}", ",\"journalId\":\"" + journalId + "\"}");
  }

  /// What it took is not in there, and it may have been executed all the same.
  @Test
  void aJournalThatWasMadeAnewIsNotAskedWhatBecameOfIt() throws IOException {
    try (Session session = session(WINDOW).request(1)) {
      daemons.take(greeting(1, "a")).lose();
      assertThat(daemons.heardAfter(greeting(2, "b"))).isEmpty();
      assertThat(session.heard("\"id\":1")).contains("-31002", "another one", "store", "lost");
    }
  }

  @Test
  void theSameJournalIsAskedAndSoIsOneThatDoesNotSayWhichItIs() throws IOException {
    try (Session session = session(WINDOW).request(1)) {
      daemons.take(greeting(1, "a")).lose();
      daemons.take(greeting(2, "a")).lose();
      daemons.answerNext();
      assertThat(session.heard("\"id\":1")).contains("result");
    }
  }

  @Test
  void whatWasNotLostMayGoToAnyJournal() throws IOException {
    try (Session session = session(WINDOW).request(1)) {
      try (Taken first = daemons.take(greeting(1, "a"))) {
        first.wire().send(NOT_STARTED);
      }
      try (Taken second = daemons.take(greeting(2, "b"))) {
        second.answer();
      }
      assertThat(session.heard("\"id\":1")).contains("result");
    }
  }

  @Test
  void theTimesBeforeAndAfterTheLossAreOneBudget() throws IOException {
    daemons.leave();
    try (Session session = session(MIDDLE).request(1)) {
      await().pollDelay(MOST_OF_IT).until(() -> session.lines().isEmpty());
      daemons.comeBack();
      loseOne();
      daemons.leave();
      long lost = System.nanoTime();
      assertThat(session.heard("\"id\":1"))
          .contains("-31002")
          .containsPattern("waitedMs\":[2-9]...,");
      assertThat(Duration.ofNanos(System.nanoTime() - lost)).isLessThan(MOST_OF_IT);
    }
  }

  @Test
  void aSilentConnectionStaysReadUntilTheBudgetEnds() throws IOException {
    Grace grace =
        new Grace(
            Duration.ofSeconds(2), Poll.JITTERED, Duration.ofMillis(100), Delivery.EXACTLY_ONCE);
    try (Session session = session(grace).request(1);
        Taken stopped = daemons.take()) {
      await().pollDelay(Duration.ofMillis(500)).until(() -> session.lines().isEmpty());
      assertThat(daemons.isAsked()).as("another attempt beside the silent one").isFalse();
      stopped.answer();
      assertThat(session.heard("\"id\":1")).contains("result");
    }
  }

  @Test
  void silenceUntilTheBudgetEndsIsUnknown() throws IOException {
    Grace grace = new Grace(SHORT, Poll.JITTERED, Duration.ofMillis(100), Delivery.EXACTLY_ONCE);
    try (Session session = session(grace).request(1);
        Taken _ = daemons.take()) {
      assertThat(session.heard("\"id\":1")).contains("-31002", "silent");
    }
  }

  /// A daemon that stood still before it died worked on nothing meanwhile.
  @Test
  void silenceBeforeTheLossIsCharged() throws IOException {
    Grace grace = new Grace(MIDDLE, Poll.JITTERED, Duration.ofMillis(100), Delivery.EXACTLY_ONCE);
    try (Session session = session(grace).request(1)) {
      try (Taken _ = daemons.take()) {
        await().pollDelay(MOST_OF_IT).until(() -> session.lines().isEmpty());
        daemons.leave();
      }
      long lost = System.nanoTime();
      session.heard("-31002");
      assertThat(Duration.ofNanos(System.nanoTime() - lost)).isLessThan(MOST_OF_IT);
    }
  }

  @Test
  void whatIsCancelledBetweenTwoAttemptsIsNeverSentAgain() throws IOException {
    try (Session session = session(WINDOW).request(1)) {
      try (Taken _ = daemons.take()) {
        daemons.leave();
      }
      await().pollDelay(Duration.ofMillis(100)).until(() -> session.lines().isEmpty());
      session.cancel(1);
      session.send("nonsense"); // its answer tells that the cancellation was read
      session.heard("-32700");
      daemons.comeBack();
      session.request(2);
      daemons.answerNext();
      session.heard("\"id\":2");
      assertThat(session.end()).isZero();
      assertThat(daemons.isAsked()).isFalse();
      assertThat(session.lines()).noneMatch(it -> it.contains("\"id\":1"));
    }
  }

  @Test
  void whatIsCancelledAndThenLostIsNeverSentAgain() throws IOException {
    try (Session session = session(WINDOW).request(1)) {
      try (Taken first = daemons.take()) {
        session.cancel(1);
        assertThat(first.wire().line()).isEqualTo("{\"ridethrough\":\"cancel\"}");
      }
      assertThat(session.end()).isZero();
      assertThat(daemons.isAsked()).isFalse();
      assertThat(session.lines()).isEmpty();
    }
  }

  @Test
  void aCancellationReachesTheDaemonThatHasTheRequestNow() throws IOException {
    try (Session session = session(WINDOW).request(1)) {
      loseOne();
      try (Taken second = daemons.take()) {
        session.cancel(1);
        assertThat(second.wire().line()).isEqualTo("{\"ridethrough\":\"cancel\"}");
        second.answer();
      }
      assertThat(session.end()).isZero();
      assertThat(session.lines()).isEmpty();
    }
  }

  /// It gets no reply: that the daemon closes is all that tells its end.
  @Test
  void aNotificationIsHandedOverOnce() throws IOException {
    try (Session session = session(WINDOW)) {
      session.send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/roots/list_changed\"}");
      try (Taken taken = daemons.take()) {
        assertThat(taken.handshake()).contains("\"number\":1").doesNotContain("delivery");
      }
      assertThat(session.end()).isZero();
      assertThat(daemons.isAsked()).isFalse();
      assertThat(session.lines()).isEmpty();
    }
  }
}
