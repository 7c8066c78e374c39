package dev.ridethrough.chaos.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KnownFailureFileTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 27);
  private static final String GOOD =
      "{'issue':'https://example.org/issues/12','owner':'ann','expires':'2026-12-20','promises':[3],"
          + "'world':'sim','scenario':{'name':'x','windowMillis':1,'drainMillis':1,'proxies':1,"
          + "'lives':[]}}";

  @TempDir Path folder;

  private KnownFailure read(String name, String text) throws Exception {
    Path file = folder.resolve(name);
    Files.writeString(file, text.replace('\'', '"'));
    return KnownFailureFile.read(file, TODAY);
  }

  @Test
  void allOfIt() throws Exception {
    KnownFailure known = read("gives-up-2.json", GOOD);
    assertThat(known)
        .isEqualTo(
            new KnownFailure(
                "gives-up-2",
                "https://example.org/issues/12",
                "ann",
                LocalDate.of(2026, 12, 20),
                Set.of(3),
                "sim",
                "at-most-once",
                new Scenario("x", 1, 1, 1, List.of())));
    assertThat(known.daysLeft(TODAY)).isEqualTo(23);
  }

  @Test
  void itMayNameItsDelivery() throws Exception {
    String named = GOOD.replaceFirst("\\{", "{'delivery': 'exactly-once', ");
    assertThat(read("a.json", named).delivery()).isEqualTo("exactly-once");
    assertThatThrownBy(() -> read("a.json", named.replace("exactly-once", "twice")))
        .isInstanceOf(BadScenarioException.class)
        .hasMessageContaining("delivery must be at-most-once, the default, or exactly-once");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-12-27", "2026-11-27", "2026-11-26", "2020-01-01"})
  void aDayThatIsNotTooFarAway(String day) throws Exception {
    KnownFailure known = read("a.json", GOOD.replace("2026-12-20", day));
    assertThat(known.expires()).hasToString(day);
  }

  @Test
  void aDayThatIsTooFarAwayIsRefusedWithTheLastThatIsNot() {
    assertThatThrownBy(() -> read("a.json", GOOD.replace("2026-12-20", "2026-12-28")))
        .isInstanceOf(BadScenarioException.class)
        .hasMessageContaining("a.json expires on 2026-12-28, more than 30 days from today")
        .hasMessageContaining("set \"expires\" to 2026-12-27 or earlier");
  }

  @ParameterizedTest
  @ValueSource(strings = {"A.json", "a_b.json", "a b.json", ".json", "a.jsonl", "\u00e9.json"})
  void aNameThatIsNoId(String name) {
    assertThatThrownBy(() -> read(name, GOOD))
        .isInstanceOf(BadScenarioException.class)
        .hasMessageContaining("is called ID.json");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "'issue':'https://example.org/issues/12', | ~~ | line 1",
        "'owner':'ann', | ~~ | owner",
        "'expires':'2026-12-20', | ~~ | expires",
        "'promises':[3], | ~~ | promises must name",
        "'world':'sim', | ~~ | world",
        "[3] | [] | promises must name",
        "[3] | [1] | promise 1 (No duplicate) can't be a known failure: what executes a request twice",
        "[3] | [3,1] | promise 1 (No duplicate) can't be a known failure",
        "[3] | [0] | from 1 to 10",
        "[3] | [11] | from 1 to 10",
        "[3] | [3,3] | named twice",
        "[3] | [null] | promises",
        "https: | ftp: | issue must be a link",
        "https: | javascript: | issue must be a link",
        "https://example.org/issues/12 | 12 | issue must be a link",
        "https://example.org/issues/12 | https:/// | issue must be a link",
        "'ann' | ' ' | owner must name",
        "'ann' | null | owner",
        "2026-12-20 | 20.12.2026 | expires must be a date",
        "2026-12-20 | 2026-02-30 | expires must be a date",
        "'sim' | 'moon' | world must be sim or process",
        "'owner' | 'run':'rm','owner' | there is no \"run\" here",
        "'owner':'ann' | 'owner':'ann','owner':'bob' | Duplicate",
        "'proxies':1 | 'proxies':0 | between",
        "'lives':[] | 'lives':[],'run':'rm' | there is no \"run\" here",
      })
  void whatIsWrongIsSaid(String good, String bad, String reason) {
    String text = GOOD.replace(good, bad);
    assertThat(text).isNotEqualTo(GOOD);
    assertThatThrownBy(() -> read("bad.json", text))
        .isInstanceOf(BadScenarioException.class)
        .hasMessageContaining("bad.json")
        .hasMessageContaining("not a known failure")
        .hasMessageContaining(reason);
  }

  @Test
  void textAfterItIsRefused() {
    assertThatThrownBy(() -> read("bad.json", GOOD + " {}"))
        .isInstanceOf(BadScenarioException.class);
  }

  @Test
  void aLongTextIsRefused() {
    assertThatThrownBy(() -> read("a.json", GOOD.replace("ann", "a".repeat(301))))
        .hasMessageContaining("owner must name");
  }

  @Test
  void tooLargeAFileIsRefused() {
    assertThatThrownBy(() -> read("a.json", GOOD + " ".repeat(10_000_001)))
        .isInstanceOf(BadScenarioException.class)
        .hasMessageContaining("larger than any known failure");
  }

  @Test
  void onlyRegularFiles() throws Exception {
    Path elsewhere = Files.writeString(folder.resolve("a"), GOOD.replace('\'', '"'));
    Path link = Files.createSymbolicLink(folder.resolve("link.json"), elsewhere);
    Path directory = Files.createDirectory(folder.resolve("directory.json"));
    for (Path file : List.of(link, directory)) {
      assertThatThrownBy(() -> KnownFailureFile.read(file, TODAY))
          .isInstanceOf(BadScenarioException.class)
          .hasMessageContaining("not a regular file");
    }
  }

  @Test
  void allOfAFolderByName() throws Exception {
    read("b.json", GOOD);
    read("a.json", GOOD);
    Files.writeString(folder.resolve("README.md"), "no failure");
    assertThat(KnownFailureFile.readAll(folder, TODAY))
        .extracting(KnownFailure::id)
        .containsExactly("a", "b");
    assertThat(KnownFailureFile.readAll(folder.resolve("none"), TODAY)).isEmpty();
    assertThatThrownBy(() -> KnownFailureFile.readAll(folder.resolve("a.json"), TODAY))
        .isInstanceOf(BadScenarioException.class)
        .hasMessageContaining("must be a folder");
  }
}
