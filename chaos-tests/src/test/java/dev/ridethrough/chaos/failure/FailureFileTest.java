package dev.ridethrough.chaos.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ridethrough.chaos.check.Judge;
import dev.ridethrough.chaos.check.Judgement;
import dev.ridethrough.chaos.failure.Failure.Origin;
import dev.ridethrough.chaos.history.BadHistoryException;
import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.history.History;
import dev.ridethrough.chaos.history.Lines;
import dev.ridethrough.chaos.history.Outcome;
import dev.ridethrough.chaos.history.Story;
import dev.ridethrough.chaos.scenario.Request.Action;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailureFileTest {
  private static final Versions HERE = Versions.here("1.2.3", "abcdef");
  private static final Origin GATE = new Origin("gate", 7, "none", null);

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("failure.jsonl");
  }

  private static Story duplicate() {
    return new Story()
        .serving(0, 1)
        .sent(1, 1, 0, Action.APPEND, 0)
        .result(3, 1, 12)
        .rows(1, 12L, 13L);
  }

  private static Failure failure(History history) {
    return Failure.of(GATE, HERE, null, history, Judge.judge(history));
  }

  private Failure read() throws BadHistoryException {
    try (Lines lines = Lines.of(file)) {
      assertThat(FailureFile.isNext(lines)).isTrue();
      return FailureFile.read(lines);
    }
  }

  private Failure written(Failure failure) throws Exception {
    FailureFile.write(failure, file);
    return read();
  }

  @Test
  void isReadAsItWasWritten() throws Exception {
    Failure failure = failure(duplicate().tell());

    assertThat(written(failure)).isEqualTo(failure);
    assertThat(failure.broken()).extracting(Failure.Broken::promise).contains(1);
    assertThat(failure.first().orElseThrow().sentence()).contains("request 1");
  }

  @Test
  void tellsWhatItWasMadeSmallerFromAndWithWhichAppItWasFound() throws Exception {
    History history = duplicate().tell();
    Origin origin = new Origin("run", -1, "resend-same-key", "/opt/other");
    Failure failure = Failure.of(origin, HERE, history.scenario(), history, Judge.judge(history));

    assertThat(written(failure)).isEqualTo(failure);
  }

  @Test
  void ofTheEnvironmentThereIsOnlyWhatTellsMachinesApart() throws Exception {
    FailureFile.write(failure(duplicate().tell()), file);

    String text = Files.readString(file);
    assertThat(text.lines().findFirst().orElseThrow())
        .contains("\"os\":", "\"kernel\":", "\"java\":", "\"cores\":", "\"core\":\"abcdef\"");
    System.getenv().values().stream()
        .filter(it -> it.length() > 8)
        .forEach(it -> assertThat(text).doesNotContain(it));
  }

  @Test
  void secretsAreTakenOutAndTheVerdictStays() throws Exception {
    History history =
        duplicate()
            .event(new Event.StrayLine(4_000, 0, "password=S3cret in " + home() + "/x"))
            .tell();
    Failure failure = failure(history);

    Failure read = written(failure);

    assertThat(Files.readString(file)).doesNotContain("S3cret").doesNotContain(home() + "/x");
    assertThat(Judge.judge(read.history()).broken())
        .extracting(Judgement.Ruling::promise)
        .isEqualTo(Judge.judge(history).broken().stream().map(it -> it.promise()).toList());
  }

  private static String home() {
    return System.getProperty("user.home");
  }

  @Test
  void saysFromWhichEventOnAHistoryIsAnother() {
    History one = duplicate().tell();
    History other = duplicate().reply(4, 1, Outcome.UNKNOWN).tell();

    assertThat(FailureFile.divergence(one, duplicate().tell())).isZero();
    assertThat(FailureFile.divergence(one, other)).isBetween(2, one.events().size() + 1);
  }

  @Test
  void aHistoryIsNoFailure() throws Exception {
    Files.writeString(file, "{\"format\":2}\n");
    try (Lines lines = Lines.of(file)) {
      assertThat(FailureFile.isNext(lines)).isFalse();
    }
  }

  @Test
  void oneOfTheFutureIsRefused() throws Exception {
    edit("\"failure\":1", "\"failure\":2");

    assertThatThrownBy(this::read)
        .isInstanceOf(BadHistoryException.class)
        .hasMessageContaining("format 2")
        .hasMessageContaining("newer Ridethrough")
        .hasMessageContaining("update");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"daemon\":[\"/bin/sh\",\"-c\",\"id\"],", "\"environment\":{},"})
  void whatNobodyKnowsIsRefused(String member) throws Exception {
    edit("\"origin\":", member + "\"origin\":");

    assertThatThrownBy(this::read)
        .isInstanceOf(BadHistoryException.class)
        .hasMessageContaining("line 1");
  }

  @Test
  void whatAppIsNamedIsNothingButAName() throws Exception {
    edit("\"sabotage\":\"none\"", "\"sabotage\":\"none\",\"app\":\"../../etc; id\"");

    assertThat(read().origin().app()).isEqualTo("../../etc; id");
  }

  @Test
  void oneThatBreaksOffBeforeItsHistoryIsRefused() throws Exception {
    FailureFile.write(failure(duplicate().tell()), file);
    Files.writeString(file, Files.readAllLines(file).getFirst() + "\n");

    assertThatThrownBy(this::read).isInstanceOf(BadHistoryException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"failure\":1}\n",
        "{\"failure\":0}\n",
        "{\"failure\":\"1\"}\n",
        "{\"failure\":1,\"origin\":null}\n",
        "{\"failure\":99999999999}\n"
      })
  void whatIsNoFailureIsRefused(String text) throws Exception {
    Files.writeString(file, text);

    assertThatThrownBy(this::read)
        .isInstanceOf(BadHistoryException.class)
        .hasMessageContaining("not a failure");
  }

  @Test
  void aGigabyteIsNotEvenRead() throws Exception {
    FailureFile.write(failure(duplicate().tell()), file);
    try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
      large.setLength(1L << 30);
    }

    assertThatThrownBy(this::read)
        .isInstanceOf(BadHistoryException.class)
        .hasMessageContaining("larger");
  }

  @Test
  void historiesInsideAreBoundedToo() throws Exception {
    FailureFile.write(failure(duplicate().tell()), file);
    List<String> lines = Files.readAllLines(file);
    String deep = "{\"event\":" + "[".repeat(1_000) + "]".repeat(1_000) + "}";
    Files.write(file, List.of(lines.get(0), lines.get(1), deep));

    assertThatThrownBy(this::read)
        .isInstanceOf(BadHistoryException.class)
        .hasMessageContaining("line 3");
  }

  private void edit(String old, String text) throws Exception {
    FailureFile.write(failure(duplicate().tell()), file);
    String before = Files.readString(file);
    assertThat(before).contains(old);
    Files.writeString(file, before.replace(old, text));
  }
}
