package dev.ridethrough.grace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GraceTest {
  static final List<Failure.Transient> TRANSIENT =
      List.of(
          new Failure.Missing(),
          new Failure.Refused(),
          new Failure.BacklogFull(),
          new Failure.NoDescriptors(),
          new Failure.NotGreeted(true),
          new Failure.NotGreeted(false),
          new Failure.Unsent(),
          new Failure.NotStarted("shutting down", 0));

  static final List<Failure.Permanent> PERMANENT =
      List.of(
          new Failure.Denied(),
          new Failure.NotASocket("a regular file"),
          new Failure.PathTooLong(200, 106),
          new Failure.ForeignPeer(65534),
          new Failure.Incompatible("protocol 9, ours is 1"),
          new Failure.Other("EIO"));

  static final List<Failure.AfterWrite> AFTER_WRITE =
      List.of(
          new Failure.Lost(),
          new Failure.Silent(),
          new Failure.Unknowable("its generation died"),
          new Failure.NoJournal());

  private static final long A_SECOND = Duration.ofSeconds(1).toNanos();

  private final Grace grace =
      Grace.of(Duration.ofSeconds(8), Poll.JITTERED).with(Delivery.AT_MOST_ONCE);

  static Stream<Failure> notTransient() {
    return Stream.concat(PERMANENT.stream(), AFTER_WRITE.stream());
  }

  @ParameterizedTest
  @FieldSource("TRANSIENT")
  void waitsForWhatATimeCanHeal(Failure failure) {
    assertThat(grace.decide(failure, Exposure.NONE, A_SECOND, 0, 0))
        .isInstanceOf(Decision.Retry.class);
    assertThat(grace.decide(failure, Exposure.NONE, 1, 0, 0)).isInstanceOf(Decision.Retry.class);
  }

  @ParameterizedTest
  @FieldSource("TRANSIENT")
  void givesUpAtTheEndOfTheWindowAndNothingWasSent(Failure failure) {
    assertThat(grace.decide(failure, Exposure.NONE, 0, 0, 0))
        .isEqualTo(new Decision.GiveUp(Outcome.NOT_SENT));
  }

  @ParameterizedTest
  @FieldSource("PERMANENT")
  void givesUpAtOnceOnWhatWaitingCannotHeal(Failure failure) {
    for (long left : new long[] {0, 1, A_SECOND, Long.MAX_VALUE}) {
      assertThat(grace.decide(failure, Exposure.NONE, left, 0, 0))
          .isEqualTo(new Decision.GiveUp(Outcome.NOT_SENT));
    }
  }

  @ParameterizedTest
  @FieldSource("AFTER_WRITE")
  void neverRepeatsWhatMayHaveBeenExecuted(Failure failure) {
    for (long left : new long[] {0, 1, A_SECOND, Long.MAX_VALUE}) {
      assertThat(grace.decide(failure, Exposure.NONE, left, 0, 0))
          .isEqualTo(new Decision.GiveUp(Outcome.UNKNOWN));
    }
  }

  private static final Exposure LOST_ONCE = Exposure.NONE.write(true).lose();

  private final Grace exactlyOnce = grace.with(Delivery.EXACTLY_ONCE);

  @Test
  void exactlyOnceAsksTheNextDaemonWhileBudgetIsLeft() {
    for (Failure lost : List.of(new Failure.Lost(), new Failure.Silent())) {
      assertThat(exactlyOnce.decide(lost, LOST_ONCE, 1, 0, 9)).isEqualTo(new Decision.Retry(20));
      assertThat(exactlyOnce.decide(lost, LOST_ONCE, 0, 0, 9))
          .isEqualTo(new Decision.GiveUp(Outcome.UNKNOWN));
    }
  }

  @Test
  void exactlyOnceAsksNobodyWhereThereWasNoJournal() {
    Exposure withoutJournal = Exposure.NONE.write(false).lose();
    assertThat(exactlyOnce.decide(new Failure.Lost(), withoutJournal, A_SECOND, 0, 0))
        .isEqualTo(new Decision.GiveUp(Outcome.UNKNOWN));
  }

  @Test
  void atMostOnceAsksNobodyEvenWithAJournal() {
    assertThat(grace.decide(new Failure.Lost(), LOST_ONCE, A_SECOND, 0, 0))
        .isEqualTo(new Decision.GiveUp(Outcome.UNKNOWN));
  }

  @Test
  void exactlyOnceEndsAtOnceWhereNobodyCanTell() {
    for (Failure end : List.of(new Failure.Unknowable("so"), new Failure.NoJournal())) {
      assertThat(exactlyOnce.decide(end, LOST_ONCE, A_SECOND, 0, 0))
          .isEqualTo(new Decision.GiveUp(Outcome.UNKNOWN));
    }
  }

  @Test
  void whatWasLostThreeTimesIsGivenUp() {
    Exposure exposure = Exposure.NONE;
    for (int loss = 1; loss <= 3; loss++) {
      exposure = exposure.write(true).lose();
      assertThat(exactlyOnce.decide(new Failure.Lost(), exposure, A_SECOND, 0, 0))
          .as("after %d losses", loss)
          .isEqualTo(loss < 3 ? new Decision.Retry(20) : new Decision.GiveUp(Outcome.UNKNOWN));
    }
  }

  static Stream<Failure> notAfterWrite() {
    return Stream.concat(PERMANENT.stream(), TRANSIENT.stream());
  }

  /// What no daemon was there to be asked, or said of its own attempt, tells nothing of the lost
  /// one.
  @ParameterizedTest
  @MethodSource("notAfterWrite")
  void whatWasLostOnceIsNeverSaidToBeNotSent(Failure failure) {
    Exposure later = LOST_ONCE.write(true).notExecuted();
    for (Exposure exposure : List.of(LOST_ONCE, later)) {
      assertThat(exactlyOnce.decide(failure, exposure, 0, 0, 0))
          .isEqualTo(new Decision.GiveUp(Outcome.UNKNOWN));
    }
  }

  @ParameterizedTest
  @FieldSource("TRANSIENT")
  void whatWasLostOnceIsStillWaitedFor(Failure failure) {
    assertThat(exactlyOnce.decide(failure, LOST_ONCE, 1, 0, 0)).isInstanceOf(Decision.Retry.class);
  }

  @Test
  void whatIsBeingWrittenMayBeExecuted() {
    assertThat(Exposure.NONE.outcome()).isEqualTo(Outcome.NOT_SENT);
    assertThat(Exposure.NONE.write(true).outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(Exposure.NONE.write(true).notExecuted().outcome()).isEqualTo(Outcome.NOT_SENT);
  }

  /// The lists above must stay complete.
  @ParameterizedTest
  @MethodSource("notTransient")
  void noFailureIsOfTwoKinds(Failure failure) {
    assertThat(failure).isNotInstanceOf(Failure.Transient.class);
    assertThat(failure instanceof Failure.Permanent && failure instanceof Failure.AfterWrite)
        .isFalse();
  }

  @Test
  void theListsHoldEveryKindOfFailure() {
    assertThat(kinds(TRANSIENT)).containsExactlyInAnyOrder(permitted(Failure.Transient.class));
    assertThat(kinds(PERMANENT)).containsExactlyInAnyOrder(permitted(Failure.Permanent.class));
    assertThat(kinds(AFTER_WRITE)).containsExactlyInAnyOrder(permitted(Failure.AfterWrite.class));
  }

  private static Class<?>[] permitted(Class<?> kind) {
    return kind.getPermittedSubclasses();
  }

  private static List<Class<?>> kinds(List<? extends Failure> failures) {
    return failures.stream().<Class<?>>map(Failure::getClass).distinct().toList();
  }

  @Test
  void anOverloadedDaemonIsGivenTheTimeItAsksFor() {
    Failure busy = new Failure.NotStarted("too many requests at once", 400);
    assertThat(grace.decide(busy, Exposure.NONE, A_SECOND, 0, 0))
        .isEqualTo(new Decision.Retry(400));
  }

  /// Those who were sent away together would all come back together.
  @Test
  void whoIsAskedToComeBackLaterComesBackAtATimeOfHisOwn() {
    Failure busy = new Failure.NotStarted("too many requests at once", 400);
    assertThat(
            IntStream.range(0, 100)
                .mapToObj(i -> grace.decide(busy, Exposure.NONE, A_SECOND * 8, i / 100.0, 0))
                .map(it -> ((Decision.Retry) it).pauseMillis())
                .distinct())
        .hasSize(100)
        .allMatch(it -> 400 <= it && it < 600);
  }

  @ParameterizedTest
  @ValueSource(longs = {700, 5_000, Long.MAX_VALUE})
  void whoIsAskedForMoreTimeThanThereIsComesBackWhileThereIsSome(long millis) {
    Failure busy = new Failure.NotStarted("too many requests at once", millis);
    for (double random : new double[] {0, 0.5, Math.nextDown(1.0)}) {
      assertThat(grace.decide(busy, Exposure.NONE, A_SECOND, random, 0))
          .isEqualTo(new Decision.Retry(500));
    }
  }

  @Test
  void aHintThatMakesNoSenseIsNone() {
    Failure busy = new Failure.NotStarted("too many requests at once", Long.MIN_VALUE);
    assertThat(grace.decide(busy, Exposure.NONE, A_SECOND, 0, 0))
        .isEqualTo(new Decision.Retry(Poll.JITTERED.minMillis()));
  }

  @Test
  void aShortHintDoesNotShortenThePoll() {
    Failure soon = new Failure.NotStarted("shutting down", 1);
    assertThat(grace.decide(soon, Exposure.NONE, A_SECOND, 0, 0))
        .isEqualTo(new Decision.Retry(Poll.JITTERED.minMillis()));
  }

  @Test
  void thePollOf200MillisCanBeSelected() {
    Grace seed = Grace.of(Duration.ofSeconds(8), Poll.every(200));
    for (double random : new double[] {0, 0.5, Math.nextDown(1.0)}) {
      assertThat(seed.decide(new Failure.Missing(), Exposure.NONE, A_SECOND, random, 0))
          .isEqualTo(new Decision.Retry(200));
    }
  }

  @Test
  void theWindowIsEightSecondsUnlessSet() {
    assertThat(Grace.DEFAULT_WINDOW).isEqualTo(Duration.ofSeconds(8));
  }

  /// Where the daemon keeps a journal; without one it is at-most-once.
  @Test
  void theDeliveryIsExactlyOnceUnlessSet() {
    Grace unset = Grace.of(Grace.DEFAULT_WINDOW, Poll.JITTERED);
    assertThat(unset.delivery()).isEqualTo(Delivery.EXACTLY_ONCE);
    assertThat(unset.decide(new Failure.Lost(), LOST_ONCE, A_SECOND, 0, 0))
        .isInstanceOf(Decision.Retry.class);
  }

  @Test
  void aPollThatNeverPausesIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Poll.every(0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Poll(50, 20, 1));
  }

  /// A hundred waiting proxies that go on asking leave no processor to the daemon that starts.
  @Test
  void thePollSlowsDownWhileNothingChanges() {
    assertThat(pauses(new Failure.Missing())).containsExactly(20L, 40L, 80L, 160L, 200L, 200L);
    assertThat(pauses(new Failure.Refused())).endsWith(200L);
    assertThat(pauses(new Failure.NotGreeted(false))).endsWith(200L);
  }

  /// Nothing changes at the path when these heal, so nobody would be woken.
  @Test
  void itDoesNotSlowDownWhereNoChangeWillBeSeen() {
    assertThat(pauses(new Failure.BacklogFull())).containsOnly(20L);
    assertThat(pauses(new Failure.NoDescriptors())).containsOnly(20L);
    assertThat(pauses(new Failure.Unsent())).containsOnly(20L);
    assertThat(pauses(new Failure.NotStarted("busy", 0))).containsOnly(20L);
  }

  @Test
  void aFixedPollStaysAsItIs() {
    Grace seed = Grace.of(Grace.DEFAULT_WINDOW, Poll.every(200));
    assertThat(seed.decide(new Failure.Missing(), Exposure.NONE, A_SECOND, 0, 50))
        .isEqualTo(new Decision.Retry(200));
  }

  private static List<Long> pauses(Failure failure) {
    Grace grace = Grace.of(Grace.DEFAULT_WINDOW, Poll.JITTERED);
    return IntStream.range(0, 6)
        .mapToObj(quiet -> grace.decide(failure, Exposure.NONE, A_SECOND, 0, quiet))
        .map(it -> ((Decision.Retry) it).pauseMillis())
        .toList();
  }
}
