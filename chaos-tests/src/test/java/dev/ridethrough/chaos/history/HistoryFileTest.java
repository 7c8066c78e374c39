package dev.ridethrough.chaos.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ridethrough.chaos.scenario.Aim;
import dev.ridethrough.chaos.scenario.Death;
import dev.ridethrough.chaos.scenario.Death.Signal;
import dev.ridethrough.chaos.scenario.Fault;
import dev.ridethrough.chaos.scenario.Life;
import dev.ridethrough.chaos.scenario.Operation;
import dev.ridethrough.chaos.scenario.Outage;
import dev.ridethrough.chaos.scenario.Request;
import dev.ridethrough.chaos.scenario.Request.Action;
import dev.ridethrough.machine.Phase;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryFileTest {
  @TempDir Path folder;
  private Path file;

  /// Every kind of event, with what is hard to write down.
  private static History everything() {
    Death death = new Death(Signal.SIGTERM, new Aim.Time(6));
    return new Story()
        .open()
        .life(Life.of(List.of(new Request(0, Action.ECHO, 1, 0)), death, Outage.of(9, List.of())))
        .serving(0, 1)
        .sent(1, 7, 0, Action.SLOW_APPEND, 300)
        .event(new Event.Cancelled(2_000, 7))
        .event(new Event.Progressed(2_000, 7))
        .result(3, 7, 12)
        .reply(4, 7, Outcome.UNKNOWN)
        .event(new Event.StrayLine(5_000, 0, "\"quoted\"\n\u2028\u0000 \uD83D\uDE00"))
        .struck(6, 1, Signal.SIGTERM, "daemon", "A.b (A.java:1)")
        .event(new Event.PathGone(6_500, 1))
        .died(7, 1, 143)
        .event(new Event.InputClosed(8_000, 0))
        .event(new Event.ProxyExited(9_000, 0, 0))
        .event(new Event.Caught(9_000, 1, 1, Phase.EXECUTE, Operation.COMMIT, Journaled.STARTED))
        .event(new Event.Stood(9_000, 1, 1, Phase.SEND, true))
        .event(new Event.WentOn(9_000, 1))
        .event(new Event.Stalled(10_000, 300))
        .inTheWay(10, 1, Fault.HANGS_UP)
        .event(new Event.Attempts(10_000, 1, 900, 1, 12, 3))
        .relieved(10, 1, true, false)
        .contender(10, 1, -1, Fault.HANGS_UP)
        .contenderEnded(10, 1, 69, true, "no")
        .event(new Event.Acknowledged(10_500, 7))
        .event(new Event.ToolsChanged(10_500, 0, -1))
        .event(new Event.HarnessFailed(11_000, "why"))
        .by(7, 1)
        .tell();
  }

  /// Of older histories, which did not know them yet.
  @Test
  void whatMayBeMissing() throws Exception {
    rewrite(",\"generations\":[1]", "");
    rewrite(",\"where\":\"A.b (A.java:1)\"", "");
    History older = HistoryFile.read(file);
    assertThat(older.all(Event.Effects.class).getFirst().generations()).isNull();
    assertThat(older.all(Event.FaultStruck.class).getFirst().where()).isNull();
    assertThat(Files.readString(file)).doesNotContain("generations", "A.java");
  }

  @Test
  void whatIsNotThereMustNotBeInAList() throws Exception {
    rewrite("\"generations\":[1]", "\"generations\":[null]");
    refused("not a history");
  }

  @BeforeEach
  void name() {
    file = folder.resolve("history.jsonl");
  }

  @Test
  void whatIsWrittenIsRead() throws Exception {
    History history = everything();
    HistoryFile.write(history, file);
    assertThat(HistoryFile.read(file)).isEqualTo(history);
  }

  @Test
  void everyKindOfEventIsInIt() {
    assertThat(everything().events())
        .extracting(it -> it.getClass().getName())
        .containsAll(Stream.of(Event.class.getPermittedSubclasses()).map(Class::getName).toList());
  }

  @Test
  void aHeaderThenOneEventALine() throws Exception {
    HistoryFile.write(everything(), file);
    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(1 + everything().events().size());
    assertThat(lines.getFirst())
        .startsWith("{\"format\":2,\"world\":\"hand\",\"target\":\"none\",")
        .contains("\"delivery\":\"at-most-once\"", "\"windowMillis\":2000", "\"scenario\":{")
        .contains("\"versions\":{", "\"java\":\"");
    assertThat(lines).noneMatch(it -> it.contains(":null"));
  }

  /// What was appended is there, though nothing was closed.
  @Test
  void nothingIsHeldBack() throws Exception {
    History history = everything();
    try (HistoryWriter writer = new HistoryWriter(file, history)) {
      writer.append(history.events().getFirst());
      assertThat(HistoryFile.read(file).events()).containsExactly(history.events().getFirst());
    }
  }

  @Test
  void aCutLastLineIsLeftOut() throws Exception {
    History history = everything();
    HistoryFile.write(history, file);
    String text = Files.readString(file);
    Files.writeString(file, text.substring(0, text.length() - 5));
    assertThat(HistoryFile.read(file).events())
        .isEqualTo(history.events().subList(0, history.events().size() - 1));
  }

  @Test
  void aMissingFile() {
    refused("there is no history");
  }

  @Test
  void anEmptyFile() throws Exception {
    Files.writeString(file, "");
    refused("not a history: it is empty");
  }

  @Test
  void notJson() throws Exception {
    Files.writeString(file, "hello\n");
    refused("line 1: not a history");
  }

  @Test
  void anotherKindOfJson() throws Exception {
    Files.writeString(file, "{\"name\":\"x\"}\n");
    refused("there is no format number");
    Files.writeString(file, "[]\n");
    refused("there is no format number");
  }

  @Test
  void anotherFormat() throws Exception {
    rewrite("\"format\":2", "\"format\":3");
    refused(
        "was written by a newer Ridethrough (it is of format 3, this one reads up to 2): update");
    rewrite("\"format\":3", "\"format\":0");
    refused("line 1: not a history: there never was a format 0");
    rewrite("\"format\":0", "\"format\":\"2\"");
    refused("there is no format number");
  }

  /// A failure's history lies behind what is said of it.
  @Test
  void behindSomethingElse() throws Exception {
    HistoryFile.write(everything(), file);
    Files.writeString(file, "{\"failure\":{}}\n" + Files.readString(file));
    try (Lines lines = Lines.of(file)) {
      assertThat(lines.next()).isEqualTo("{\"failure\":{}}");
      assertThat(HistoryFile.read(lines)).isEqualTo(everything());
    }
    rewrite("\"event\":\"progressed\"", "\"event\":\"regressed\"");
    try (Lines lines = Lines.of(file)) {
      lines.next();
      assertThatThrownBy(() -> HistoryFile.read(lines)).hasMessageContaining("line 8: not a");
    }
  }

  @Test
  void nestedTooDeep() throws Exception {
    Files.writeString(file, "[".repeat(1_000_000) + "\n");
    refused("line 1: not a history: Document nesting depth");
    Files.delete(file);
    rewrite("\"versions\":{", "\"versions\":{\"x\":" + "[".repeat(60) + "]".repeat(60) + ",");
    refused("line 1: not a history: Document nesting depth");
  }

  @Test
  void nullIsNothing() throws Exception {
    Files.writeString(file, "null\n");
    refused("line 1: not a history");
    HistoryFile.write(everything(), file);
    Files.writeString(file, "null\n", StandardOpenOption.APPEND);
    refused("not a history: this is null");
  }

  /// What is quoted of the file is no command to a terminal.
  @Test
  void whatIsQuotedIsEscaped() throws Exception {
    rewrite("\"event\":\"progressed\"", "\"event\":\"\\u001b[31m" + "x".repeat(9_999) + "\"");
    assertThatThrownBy(() -> HistoryFile.read(file))
        .hasMessageContaining("\\u001b[31mxxx")
        .satisfies(
            it -> assertThat(it.getMessage()).hasSizeLessThan(1_000).doesNotContain("\u001b"));
  }

  /// A little file must not become much memory.
  @Test
  void tooManyEvents() throws Exception {
    HistoryFile.write(everything(), file);
    String header = Files.readAllLines(file).getFirst();
    String events = "{\"event\":\"ended\",\"at\":1}\n".repeat(HistoryReader.MAX_EVENTS + 1);
    Files.writeString(file, header + "\n" + events);
    refused("line 50002: there are more events than any history has");
  }

  @Test
  void aLineThatIsNoEvent() throws Exception {
    rewrite("\"event\":\"progressed\"", "\"event\":\"regressed\"");
    refused("line 7: not a history");
  }

  @Test
  void aMissingMember() throws Exception {
    rewrite("\"token\":\"t-7\"}", "\"workMillis\":1}");
    refused("line 5: not a history");
  }

  @Test
  void aMissingNumber() throws Exception {
    rewrite("\"pid\":1001,", "");
    rewrite(",\"pid\":1001", "");
    refused("line 3: not a history");
  }

  @Test
  void anUnknownMember() throws Exception {
    rewrite("\"event\":\"stalled\"", "\"event\":\"stalled\",\"x\":1");
    refused("line 19: not a history");
  }

  @Test
  void tooLarge() throws Exception {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[1]), 200_000_000);
    }
    refused("larger than any history");
  }

  private void rewrite(String from, String to) throws Exception {
    if (Files.notExists(file)) {
      HistoryFile.write(everything(), file);
    }
    Files.writeString(file, Files.readString(file).replace(from, to));
  }

  private void refused(String why) {
    assertThatThrownBy(() -> HistoryFile.read(file))
        .isInstanceOf(BadHistoryException.class)
        .hasMessageContaining("history.jsonl")
        .hasMessageContaining(why);
  }

  /// A proxy may write it, and JSON can say it.
  @Test
  void halfACharacterIsWrittenToo() throws Exception {
    History history = new Story().event(new Event.StrayLine(5_000, 0, "a\uD83Db")).tell();
    HistoryFile.write(history, file);

    assertThat(HistoryFile.read(file).all(Event.StrayLine.class).getFirst().line())
        .isEqualTo("a?b");
  }
}
