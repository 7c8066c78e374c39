package dev.ridethrough.chaos.world.sim;

import static dev.ridethrough.chaos.world.sim.StoreCall.Ending.COMMIT;
import static dev.ridethrough.chaos.world.sim.StoreCall.Ending.STAY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.chaos.world.sim.StoreCall.Action;
import dev.ridethrough.chaos.world.sim.StoreCall.Action.Kind;
import dev.ridethrough.chaos.world.sim.StoreCall.Ending;
import dev.ridethrough.chaos.world.sim.StoreStep.Signal;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Sequences with rows that have keys, are changed and are deleted. Each runs on both stores.
class StoreKeyExamplesIT {
  private static final int JOURNAL = 5;
  private static final int WITHOUT_KEY = 6;
  private static final int LATER_KEY = 7;

  private static final int SCHEMA = 0;
  private static final int SCHEMA_WITHOUT_KEY = 6;
  private static final int SCHEMA_WITH_LATER_KEY = 7;

  private static StoreConformance conformance;

  @BeforeAll
  static void begin() {
    conformance = new StoreConformance();
  }

  @AfterAll
  static void end() {
    conformance.close();
  }

  /// What the calls came to, and last what is left in the end.
  private static List<String> answers(StoreStep... steps) {
    return conformance.check(List.of(steps), 1).stream()
        .flatMap(line -> line.answers().stream())
        .map(StoreWorld.Answer::text)
        .toList();
  }

  private static StoreStep open(int process, int schema) {
    return new StoreStep.Open(process, 0, schema);
  }

  private static StoreStep transact(Ending ending, Action... actions) {
    return transact(0, ending, actions);
  }

  private static StoreStep transact(int process, Ending ending, Action... actions) {
    return new StoreStep.Transact(process, 0, List.of(actions), ending, false);
  }

  private static Action insert(int text) {
    return new Action(Kind.INSERT, JOURNAL, text, 0);
  }

  private static Action update(int id, int text) {
    return new Action(Kind.UPDATE, JOURNAL, id, text);
  }

  private static Action delete(int id) {
    return new Action(Kind.DELETE, JOURNAL, id, 0);
  }

  private static Action find(int text) {
    return new Action(Kind.FIND, JOURNAL, text, 0);
  }

  @ParameterizedTest
  @EnumSource(names = {"STORE_EXCEPTION", "RUNTIME_EXCEPTION", "ERROR"})
  void whatWasChangedAndDeletedIsBackWhenTheWorkFails(Ending ending) {
    assertThat(
            answers(
                open(0, SCHEMA),
                transact(COMMIT, insert(0), insert(1)),
                transact(ending, update(1, 3), delete(2), insert(1))))
        .last()
        .isEqualTo("committed [[], [], [1:a:b, 2:b:]]");
  }

  @Test
  void whatWasChangedAndDeletedIsBackAfterAKill() {
    assertThat(
            answers(
                open(0, SCHEMA),
                transact(COMMIT, insert(0), insert(1)),
                transact(STAY, update(1, 3), delete(2), find(0), find(1)),
                new StoreStep.Strike(0, Signal.KILL)))
        .contains("inside [true, true, [], []]")
        .last()
        .isEqualTo("committed [[], [], [1:a:b, 2:b:]]");
  }

  @Test
  void aKeyThatIsTakenIsRefusedAndNothingElse() {
    assertThat(
            answers(
                open(0, SCHEMA),
                transact(COMMIT, insert(0), insert(0), insert(1), update(2, 0), insert(2))))
        .contains("committed [1, StoreException DUPLICATE, 2, StoreException DUPLICATE, 3]")
        .last()
        .isEqualTo("committed [[], [], [1:a:b, 2:b:, 3::\\u00dcn\\u00ef \\ud83d\\ude00]]");
  }

  @Test
  void aNumberIsNeverGivenAgain() {
    assertThat(
            answers(
                open(0, SCHEMA),
                transact(COMMIT, insert(0), insert(1), delete(2), insert(1)),
                transact(COMMIT, delete(1), delete(3), delete(3)),
                transact(COMMIT, insert(0))))
        .contains("committed [1, 2, true, 3]", "committed [true, true, false]", "committed [4]");
  }

  @Test
  void halfAPairOfSurrogatesIsFoundAsItIsStored() {
    int half = StoreSchema.TEXTS.size() - 1;
    assertThat(answers(open(0, SCHEMA), transact(COMMIT, insert(half), find(half))))
        .contains("committed [1, [1:half a ? pair:a]]");
  }

  @Test
  void rowsWithTheSameKeyKeepAwayWhoeverWantsItUnique() {
    var row = new Action(Kind.INSERT, WITHOUT_KEY, 0, 0);
    assertThat(answers(open(0, SCHEMA_WITHOUT_KEY), transact(COMMIT, row, row)))
        .containsExactly("opened", "committed [1, 2]", "StoreException DUPLICATES");
  }

  @Test
  void aKeyBindsThoseWhoDoNotKnowIt() {
    var row = new Action(Kind.INSERT, WITHOUT_KEY, 0, 0);
    assertThat(
            answers(
                open(0, SCHEMA_WITHOUT_KEY),
                transact(COMMIT, row),
                open(1, SCHEMA),
                transact(COMMIT, row)))
        .contains("committed [StoreException DUPLICATE]");
  }

  /// Its column is empty in all rows of those who do not know it: there can be one such row.
  @Test
  void aColumnThatIsAddedAsKeyIsEmptyOnlyOnce() {
    assertThat(
            answers(
                open(0, SCHEMA),
                transact(COMMIT, insert(0)),
                open(1, SCHEMA_WITH_LATER_KEY),
                transact(COMMIT, insert(1)),
                transact(1, COMMIT, new Action(Kind.INSERT, LATER_KEY, 1, 0))))
        .contains("committed [StoreException DUPLICATE]", "committed [2]");
  }
}
