package dev.ridethrough.chaos.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.ridethrough.chaos.check.Tolerance;
import dev.ridethrough.chaos.failure.Failure;
import dev.ridethrough.chaos.failure.FailureFile;
import dev.ridethrough.chaos.failure.Versions;
import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.history.History;
import dev.ridethrough.chaos.history.HistoryFile;
import dev.ridethrough.chaos.history.Story;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecheckTest {
  private static final Path STORED = Path.of("src/test/resources/histories");
  private static final Path HELD = STORED.resolve("format-1/killed-before-it-serves.jsonl");
  private static final Path BROKEN = STORED.resolve("format-1/resend-same-key.jsonl");
  private static final Path LATE = STORED.resolve("format-1/late-without-an-outage.jsonl");
  private static final Path VACUOUS = STORED.resolve("format-2-seeds/cancelled-in-sim.jsonl");

  @TempDir private Path folder;
  private Path histories;

  @BeforeEach
  void make() throws IOException {
    histories = Files.createDirectory(folder.resolve("histories"));
  }

  private void put(Path history, String name) throws IOException {
    Files.copy(history, histories.resolve(name), StandardCopyOption.REPLACE_EXISTING);
  }

  private void verdicts(String... lines) throws IOException {
    Files.writeString(folder.resolve("verdicts.jsonl"), String.join("\n", lines) + "\n");
  }

  private static String held(String name) {
    return "{\"file\":\"histories/" + name + "\",\"verdict\":\"HELD\",\"broken\":[]}";
  }

  private record Told(List<String> lines, int exit) {
    String last() {
      return lines.getLast();
    }
  }

  private Told recheck() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    Recheck recheck = new Recheck(Tolerance::of, false, out);
    StoredFiles found = StoredFiles.in(folder);
    found.unreadable().forEach((file, why) -> recheck.unreadable(file + " " + why));
    found.files().forEach(it -> recheck.judge(it, folder.relativize(it)));
    int exit = recheck.finish();
    return new Told(bytes.toString(StandardCharsets.UTF_8).lines().toList(), exit);
  }

  private int execute(String... options) {
    String[] all = new String[options.length + 2];
    all[0] = "recheck";
    all[1] = folder.toString();
    System.arraycopy(options, 0, all, 2, options.length);
    return Main.execute(all);
  }

  @Test
  void whatIsAsItWasNeedsNoLine() throws IOException {
    put(HELD, "0001.jsonl");
    verdicts(held("0001.jsonl"));
    assertThat(recheck())
        .isEqualTo(
            new Told(
                List.of(
                    "judged again: 1: 1 HELD, 0 BROKEN, 0 VACUOUS, 0 INVALID;"
                        + " 0 changed, 0 for the worse; 0 unreadable"),
                0));
    assertThat(execute()).isZero();
  }

  /// A daemon that answers late without an outage was once in order.
  @Test
  void whatIsBrokenByNow() throws IOException {
    put(LATE, "0001.jsonl");
    verdicts(held("0001.jsonl"));
    Told told = recheck();
    assertThat(told.lines().getFirst())
        .startsWith(
            "histories/0001.jsonl: HELD -> BROKEN: promise 2 (Finishes): request 1 (append");
    assertThat(told.last()).contains("1 BROKEN", "1 changed, 1 for the worse");
    assertThat(told.exit()).isEqualTo(1);
    assertThat(execute()).isEqualTo(1);
    assertThat(execute("--tolerance", "4s")).isZero();
    assertThat(execute("--tolerance", "3227ms")).isZero();
    assertThat(execute("--tolerance", "3226ms")).isEqualTo(1);
  }

  @Test
  void whatWasBrokenBefore() throws IOException {
    put(BROKEN, "0001.jsonl");
    verdicts("{\"file\":\"histories/0001.jsonl\",\"verdict\":\"BROKEN\",\"broken\":[1,4]}");
    Told told = recheck();
    assertThat(told.lines().getFirst())
        .startsWith("histories/0001.jsonl: still BROKEN: promise 1 (No duplicate), 4 (Tells");
    assertThat(told.last()).contains("1 BROKEN", "0 changed, 0 for the worse");
    assertThat(told.exit()).isEqualTo(1);
  }

  @Test
  void otherPromisesThanBefore() throws IOException {
    put(BROKEN, "0001.jsonl");
    verdicts("{\"file\":\"histories/0001.jsonl\",\"verdict\":\"BROKEN\",\"broken\":[1,2,4]}");
    assertThat(recheck().lines().getFirst())
        .startsWith("histories/0001.jsonl: BROKEN (promise 1, 2, 4) -> BROKEN: promise 1 (No");
  }

  /// Better than before is told, and no failure.
  @Test
  void whatIsBetterThanBefore() throws IOException {
    put(HELD, "0001.jsonl");
    verdicts("{\"file\":\"histories/0001.jsonl\",\"verdict\":\"INVALID\",\"broken\":[]}");
    Told told = recheck();
    assertThat(told.lines().getFirst()).isEqualTo("histories/0001.jsonl: INVALID -> HELD");
    assertThat(told.last()).contains("1 changed, 0 for the worse");
    assertThat(told.exit()).isZero();
  }

  @Test
  void whatIsNoLongerPutToTheTest() throws IOException {
    put(VACUOUS, "0001.jsonl");
    verdicts(held("0001.jsonl"));
    assertThat(recheck().lines().getFirst()).isEqualTo("histories/0001.jsonl: HELD -> VACUOUS");
    assertThat(execute()).isEqualTo(2);
    verdicts("{\"file\":\"histories/0001.jsonl\",\"verdict\":\"VACUOUS\",\"broken\":[]}");
    assertThat(execute()).isZero();
  }

  @Test
  void withoutVerdictsNothingCanChange() throws IOException {
    put(LATE, "0001.jsonl");
    Told told = recheck();
    assertThat(told.lines().getFirst()).startsWith("histories/0001.jsonl: BROKEN: promise 2");
    assertThat(told.lines().get(1)).contains("0 changed");
    assertThat(told.last()).isEqualTo("without a recorded verdict, so that nothing can change: 1");
  }

  @Test
  void theLastLineOnAHistoryCounts() throws IOException {
    put(HELD, "0001.jsonl");
    String before = held("0001.jsonl").replace("HELD", "INVALID");
    verdicts(before, held("0001.jsonl"));
    assertThat(recheck().last()).contains("0 changed");
    verdicts(held("0001.jsonl"), before);
    assertThat(recheck().last()).contains("1 changed");
  }

  /// One that can't be read is complained about once, and hides no history.
  @Test
  void verdictsThatAreNone() throws IOException {
    put(HELD, "0001.jsonl");
    put(HELD, "0002.jsonl");
    for (String line :
        List.of(
            "[]",
            "null",
            "{}",
            "{\"file\":\"x\",\"verdict\":\"GOOD\",\"broken\":[]}",
            "{\"file\":\"x\",\"verdict\":\"HELD\",\"broken\":[null]}")) {
      verdicts(held("0001.jsonl"), line);
      Told told = recheck();
      assertThat(told.lines()).filteredOn(it -> it.startsWith("unreadable: ")).hasSize(1);
      assertThat(told.lines().getFirst()).contains("verdicts.jsonl, line 2: not a verdict");
      assertThat(told.lines().get(1)).startsWith("judged again: 2: 2 HELD");
      assertThat(told.exit()).isEqualTo(3);
    }
  }

  @Test
  void whatCannotBeJudged() throws IOException {
    put(HELD, "0001.jsonl");
    String text = Files.readString(HELD);
    Files.writeString(histories.resolve("0002.jsonl"), text.substring(0, text.length() / 2));
    Told told = recheck();
    assertThat(told.lines().getFirst())
        .startsWith("histories/0002.jsonl: INVALID: the history breaks off");
    assertThat(told.exit()).isEqualTo(3);
  }

  @Test
  void brokenOutranksUnreadable() throws IOException {
    put(BROKEN, "0001.jsonl");
    Files.writeString(histories.resolve("0002.jsonl"), "hello\n");
    Told told = recheck();
    assertThat(told.lines().get(1))
        .startsWith("unreadable: ")
        .contains("0002.jsonl, line 1: not a history");
    assertThat(told.lines().get(2)).endsWith("1 unreadable");
    assertThat(told.exit()).isEqualTo(1);
  }

  @Test
  void linksAreNotFollowed() throws IOException {
    put(HELD, "0001.jsonl");
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Files.copy(BROKEN, elsewhere.resolve("broken"));
    Files.createSymbolicLink(histories.resolve("0002.jsonl"), elsewhere.resolve("broken"));
    Files.createSymbolicLink(histories.resolve("round"), folder);
    Files.createDirectory(histories.resolve("folder.jsonl"));
    Told told = recheck();
    assertThat(told.lines().getFirst())
        .startsWith("unreadable: ")
        .endsWith("0002.jsonl is a link, and none is followed");
    assertThat(told.lines().get(1)).startsWith("judged again: 1: 1 HELD").endsWith("1 unreadable");
    assertThat(told.exit()).isEqualTo(3);
  }

  /// But who names a link means what it leads to.
  @Test
  void aLinkThatIsNamed() throws IOException {
    put(BROKEN, "0001.jsonl");
    Path link = Files.createSymbolicLink(folder.resolve("link"), histories);
    assertThat(Main.execute("recheck", link.toString())).isEqualTo(1);
    assertThat(Main.execute("recheck", link.resolve("0001.jsonl").toString())).isEqualTo(1);
  }

  @Test
  void aFolderThatMayNotBeRead() throws IOException {
    put(HELD, "0001.jsonl");
    Path closed = Files.createDirectory(histories.resolve("closed"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
    try {
      assumeFalse(Files.isReadable(closed), "root reads everything");
      Told told = recheck();
      assertThat(told.lines().getFirst())
          .startsWith("unreadable: ")
          .contains("closed can't be read");
      assertThat(told.exit()).isEqualTo(3);
    } finally {
      Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
    }
  }

  /// A name, a quotation and a sentence that would steer a terminal.
  @Test
  void nothingThatATerminalObeys() throws IOException {
    Files.writeString(histories.resolve("a\u001b[31m\n.jsonl"), "\u001b[31m\n");
    Story story = new Story().serving(0, 1).killed(50, 1).sent(100, 7).serving(200, 2);
    story.result(300, 7, 1).event(new Event.StrayLine(310_000, 0, "\u001b]0;x\u0007\u009b"));
    HistoryFile.write(story.tell(), histories.resolve("b\u001b[1m.jsonl"));
    Told told = recheck();
    assertThat(told.lines()).hasSize(4);
    assertThat(told.lines().getFirst())
        .startsWith("unreadable: ")
        .contains("a\\u{1b}[31m\\u{a}.jsonl");
    assertThat(told.lines().get(1))
        .startsWith("histories/b\\u{1b}[1m.jsonl: BROKEN: promise 6 (Own");
    assertThat(String.join("", told.lines())).doesNotContainPattern("\\p{Cntrl}|\u009b");
  }

  @Test
  void aHundredLinesAreEnough() throws IOException {
    for (int i = 0; i < 103; i++) {
      put(BROKEN, "%04d.jsonl".formatted(i));
      Files.writeString(histories.resolve("x%04d.jsonl".formatted(i)), "x\n");
    }
    Told told = recheck();
    assertThat(told.lines()).hasSize(204);
    assertThat(told.lines().get(200)).isEqualTo("and 3 more changed, BROKEN or INVALID");
    assertThat(told.lines().get(201)).isEqualTo("and 3 more unreadable");
    assertThat(told.lines().get(202)).contains("103 BROKEN").endsWith("103 unreadable");
  }

  /// They carry the verdict of then themselves.
  @Test
  void failuresAreJudgedByTheHistoryInThem() throws Exception {
    put(HELD, "0001.jsonl");
    History held = HistoryFile.read(histories.resolve("0001.jsonl"));
    Failure failure =
        new Failure(
            new Failure.Origin("gate", 1, "none", null),
            Versions.here("1", "abc"),
            List.of(new Failure.Broken(1, "No duplicate", 1, "twice")),
            null,
            held);
    FailureFile.write(failure, histories.resolve("failure.jsonl"));
    Told told = recheck();
    String text = String.join("\n", told.lines());
    assertThat(text)
        .contains("failure.jsonl: BROKEN (promise 1) -> HELD")
        .contains("judged again: 2: 2 HELD", "1 changed, 0 for the worse");
    assertThat(told.exit()).isZero();
  }

  @Test
  void wrongUsage() throws IOException {
    assertThat(execute()).isEqualTo(ExitCode.USAGE);
    Files.writeString(folder.resolve("verdicts.jsonl"), "");
    assertThat(execute()).isEqualTo(ExitCode.USAGE);
    put(HELD, "0001.jsonl");
    assertThat(execute()).isZero();
    assertThat(execute("--tolerance", "61m")).isEqualTo(ExitCode.USAGE);
    assertThat(execute("--tolerance", "soon")).isEqualTo(ExitCode.USAGE);
    assertThat(Main.execute("recheck", folder.resolve("no").toString())).isEqualTo(ExitCode.USAGE);
    assertThat(Main.execute("recheck")).isEqualTo(ExitCode.USAGE);
  }

  /// What a run leaves can be judged again, and nothing has changed.
  @Test
  void whatRunsLeave() throws IOException {
    Path report = folder.resolve("report");
    String scenario = "corpus/killed-between-commit-and-reply.json";
    Main.execute(
        "run",
        "--world",
        "sim",
        "--scenario",
        scenario,
        "--times",
        "2",
        "--sabotage",
        "resend-same-key",
        "--report",
        report.toString());
    assertThat(Files.readAllLines(report.resolve("verdicts.jsonl")))
        .containsExactly(
            "{\"file\":\"histories/0001.jsonl\",\"verdict\":\"BROKEN\",\"broken\":[1,4]}",
            "{\"file\":\"histories/0002.jsonl\",\"verdict\":\"BROKEN\",\"broken\":[1,4]}");
    Told told = recheck();
    assertThat(told.lines()).hasSize(5); // each history lies in its failure once more
    assertThat(told.lines().getFirst()).contains("still BROKEN");
    assertThat(told.last()).contains("4 BROKEN", " 0 changed");

    Main.execute("run", "--world", "sim", "--scenario", scenario, "--report", report.toString());
    assertThat(Files.readAllLines(report.resolve("verdicts.jsonl"))).hasSize(1);
    assertThat(recheck().exit()).isZero();
  }

  @Test
  void whatAnExplorationLeaves() throws IOException {
    Path report = folder.resolve("report");
    Main.execute(
        "explore",
        "--base",
        "one-request",
        "--schedules",
        "1",
        "--pairs",
        "0",
        "--sabotage",
        "resend-same-key",
        "--report",
        report.toString());
    Told told = recheck();
    assertThat(told.exit()).isEqualTo(1);
    assertThat(told.last()).contains(" 0 changed", " 0 unreadable");
    assertThat(told.last()).doesNotContain("without a recorded verdict");
  }
}
