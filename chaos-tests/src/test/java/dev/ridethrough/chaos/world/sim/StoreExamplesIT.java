package dev.ridethrough.chaos.world.sim;

import static dev.ridethrough.chaos.world.sim.StoreCall.Ending.COMMIT;
import static dev.ridethrough.chaos.world.sim.StoreCall.Ending.STAY;
import static dev.ridethrough.chaos.world.sim.StoreCall.Ending.STORE_EXCEPTION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.chaos.world.sim.StoreCall.Action;
import dev.ridethrough.chaos.world.sim.StoreCall.Ending;
import dev.ridethrough.chaos.world.sim.StoreStep.Change;
import dev.ridethrough.chaos.world.sim.StoreStep.Signal;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Sequences on which the simulated store and the real one once disagreed, or must never. Each runs
/// on both.
class StoreExamplesIT {
  private static final int BOTH_TABLES = 0;
  private static final int OTHER_ORDER = 3;
  private static final int OTHER_COLUMN = 4;
  private static final int MORE_COLUMNS = 5;

  private static StoreConformance conformance;

  @BeforeAll
  static void begin() {
    conformance = new StoreConformance();
  }

  @AfterAll
  static void end() {
    conformance.close();
  }

  /// What the calls came to, in the order of the answers, without the look at what is left.
  private static List<String> answers(StoreStep... steps) {
    return conformance.check(List.of(steps), 1).stream()
        .filter(line -> !line.what().contains(" " + StoreCalls.AUDITOR + " home "))
        .flatMap(line -> line.answers().stream())
        .map(StoreWorld.Answer::text)
        .toList();
  }

  private static StoreStep open(int process) {
    return open(process, BOTH_TABLES);
  }

  private static StoreStep open(int process, int schema) {
    return new StoreStep.Open(process, 0, schema);
  }

  private static StoreStep add(int process) {
    return transact(process, COMMIT, insert(0));
  }

  private static StoreStep rows(int process) {
    return transact(process, COMMIT, page(0));
  }

  private static StoreStep transact(int process, Ending ending, Action... actions) {
    return new StoreStep.Transact(process, 0, List.of(actions), ending, false);
  }

  /// Although a transaction is open.
  private static StoreStep queue(int process, Action... actions) {
    return new StoreStep.Transact(process, 0, List.of(actions), COMMIT, true);
  }

  private static Action insert(int table) {
    return new Action(Action.Kind.INSERT, table, 0, 0);
  }

  private static Action page(int table) {
    return new Action(Action.Kind.PAGE, table, 0, 100);
  }

  private static StoreStep close(int process) {
    return new StoreStep.Close(process, 0);
  }

  private static StoreStep isCurrent(int process) {
    return new StoreStep.IsCurrent(process, 0);
  }

  private static StoreStep strike(int process, Signal signal) {
    return new StoreStep.Strike(process, signal);
  }

  private static StoreStep meddle(Change change) {
    return new StoreStep.Meddle(change);
  }

  @Test
  void whatWasCommittedOutlivesAKillAndWhatWasNotDoesNot() {
    assertThat(
            answers(
                open(0),
                add(0),
                transact(0, STAY, insert(0)),
                strike(0, Signal.KILL),
                open(1),
                rows(1),
                add(1)))
        .containsExactly(
            "opened",
            "committed [1]",
            "inside [2]",
            "opened",
            "committed [[1:a]]",
            "committed [2]");
  }

  @Test
  void whoWaitsForAProcessThatIsKilledGoesOn() {
    assertThat(answers(open(0), open(1), transact(0, STAY), add(1), strike(0, Signal.KILL)))
        .containsExactly("opened", "opened", "inside []", "committed [1]");
  }

  @Test
  void whoWaitsForAProcessThatIsStoppedGivesUp() {
    assertThat(
            answers(
                open(0),
                open(1),
                transact(0, STAY, insert(0)),
                strike(0, Signal.STOP),
                add(1),
                new StoreStep.GiveUp(),
                strike(0, Signal.CONT),
                transact(0, COMMIT, page(0))))
        .containsExactly(
            "opened", "opened", "inside [1]", "StoreException LOCKED []", "committed [[1:a]]");
  }

  @Test
  void aNumberThatWasNotCommittedIsGivenAgain() {
    assertThat(answers(open(0), transact(0, STORE_EXCEPTION, insert(0), insert(0)), add(0)))
        .containsExactly("opened", "StoreException OWN [1, 2]", "committed [1]");
  }

  @ParameterizedTest
  @EnumSource(names = {"DELETE", "MOVE_AWAY", "REMOVE_FOLDER"})
  void nothingIsWrittenOnceTheFileIsGone(Change change) {
    assertThat(answers(open(0), add(0), isCurrent(0), meddle(change), isCurrent(0), rows(0)))
        .containsExactly(
            "opened", "committed [1]", "true", "false", "StoreException GONE_BEFORE []");
  }

  @Test
  void whatIsCommittedIntoAFileThatHasGoneMeanwhileIsNotAcknowledged() {
    assertThat(
            answers(
                open(0),
                transact(0, STAY, insert(0)),
                meddle(Change.MOVE_AWAY),
                transact(0, COMMIT, insert(0)),
                open(1),
                rows(1)))
        .containsExactly(
            "opened", "inside [1]", "StoreException GONE_AFTER [2]", "opened", "committed [[]]");
  }

  @Test
  void aFileThatComesBackIsCurrentAgain() {
    assertThat(
            answers(
                open(0),
                add(0),
                meddle(Change.MOVE_AWAY),
                isCurrent(0),
                meddle(Change.MOVE_BACK),
                isCurrent(0),
                rows(0)))
        .containsExactly("opened", "committed [1]", "false", "true", "committed [[1:a]]");
  }

  @Test
  void whoOpensWaitsForTheTransactionOfAnother() {
    assertThat(answers(open(0), transact(0, STAY), open(1), transact(0, COMMIT)))
        .containsExactly("opened", "inside []", "opened", "committed []");
    assertThat(answers(open(0), transact(0, STAY), open(1), new StoreStep.GiveUp()))
        .startsWith("opened", "inside []", "StoreException LOCKED");
  }

  @Test
  void turnsAreGivenInTheOrderOfTheCalls() {
    assertThat(
            answers(
                open(0),
                transact(0, STAY),
                queue(0, page(0), insert(0)),
                queue(0, page(0), insert(0)),
                queue(0, page(0), insert(0)),
                transact(0, COMMIT)))
        .containsExactly(
            "opened",
            "inside []",
            "committed [[], 1]",
            "committed [[1:a], 2]",
            "committed [[1:a, 2:a], 3]",
            "committed []");
  }

  @Test
  void whoCallsAfterACloseIsRefusedAtOnceAndWhoCalledBeforeIsNot() {
    assertThat(
            answers(
                open(0),
                transact(0, STAY),
                queue(0, insert(0)),
                close(0),
                queue(0, insert(0)),
                transact(0, COMMIT)))
        .containsExactly(
            "opened",
            "inside []",
            "StoreException CLOSED []",
            "committed [1]",
            "closed",
            "committed []");
  }

  @Test
  void aSecondCloseDoesNotWait() {
    assertThat(answers(open(0), transact(0, STAY), close(0), close(0), transact(0, COMMIT)))
        .containsExactly("opened", "inside []", "closed", "closed", "committed []");
  }

  @Test
  void aTableWithoutOneOfTheColumnsIsRefusedAndNothingIsCreated() {
    assertThat(answers(open(0, 1), open(1, OTHER_COLUMN), open(1), rows(1)))
        .containsExactly("opened", "StoreException OTHER_VERSION", "opened", "committed [[]]");
  }

  @Test
  void aTableWithMoreColumnsIsWrittenWithoutThem() {
    assertThat(
            answers(
                open(0, MORE_COLUMNS),
                transact(0, COMMIT, insert(3)),
                open(1),
                transact(1, COMMIT, insert(0), page(0)),
                transact(0, COMMIT, page(3))))
        .containsExactly(
            "opened",
            "committed [1]",
            "opened",
            "committed [2, [1:a, 2:a]]",
            "committed [[1:a:b, 2:a:]]");
  }

  @Test
  void aColumnThatIsMissingIsAddedUnderWhoDoesNotKnowIt() {
    assertThat(
            answers(
                open(0),
                add(0),
                open(1, MORE_COLUMNS),
                transact(1, COMMIT, insert(3), page(3)),
                add(0),
                rows(0)))
        .containsExactly(
            "opened",
            "committed [1]",
            "opened",
            "committed [2, [1:a:, 2:a:b]]",
            "committed [3]",
            "committed [[1:a, 2:a, 3:a]]");
  }

  @Test
  void columnsAreKnownByTheirNames() {
    assertThat(
            answers(
                open(0),
                transact(0, COMMIT, insert(1)),
                open(1, OTHER_ORDER),
                transact(1, COMMIT, insert(4), page(4)),
                transact(0, COMMIT, page(1))))
        .containsExactly(
            "opened",
            "committed [1]",
            "opened",
            "committed [2, [1:b:a, 2:a:b]]",
            "committed [[1:a:b, 2:b:a]]");
  }

  @Test
  void halfAPairOfSurrogatesIsLost() {
    int half = StoreSchema.TEXTS.size() - 1;
    assertThat(
            answers(
                open(0), transact(0, COMMIT, new Action(Action.Kind.INSERT, 0, half, 0), page(0))))
        .containsExactly("opened", "committed [1, [1:half a ? pair]]");
  }

  @Test
  void whatIsNoStoreIsSaidToBe() {
    assertThat(answers(meddle(Change.PLANT_EMPTY), open(0))).containsExactly("opened");
    assertThat(answers(meddle(Change.PLANT_TEXT), open(0)))
        .containsExactly("StoreException NOT_A_DATABASE");
    assertThat(answers(meddle(Change.PLANT_FOLDER), open(0)))
        .containsExactly("StoreException NOT_OPENED");
    assertThat(answers(meddle(Change.REMOVE_FOLDER), open(0)))
        .containsExactly("StoreException NOT_OPENED");
  }
}
