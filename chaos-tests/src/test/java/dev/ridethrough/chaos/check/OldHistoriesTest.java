package dev.ridethrough.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.chaos.history.History;
import dev.ridethrough.chaos.history.HistoryFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What today's checkers say of histories that the harness of then wrote. Nothing in them was
/// changed but the version of the machine's kernel. In those called `late-without-an-outage`
/// somebody else stopped the daemon for 3.7 s, so that no fault is noted.
class OldHistoriesTest {
  private static final Path STORED = Path.of("src/test/resources/histories");

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "format-1-first/killed-between-commit-and-reply, HELD,",
    "format-1-first/resend-same-key, BROKEN, 1 4",
    "format-1/killed-before-it-serves, HELD,",
    "format-1/late-without-an-outage, BROKEN, 2",
    "format-1/resend-same-key, BROKEN, 1 4",
    "format-2-first/a-second-daemon, HELD,",
    "format-2-first/daemon-stopped, HELD,",
    "format-2-first/late-without-an-outage, BROKEN, 2",
    "format-2-first/resend-same-key, BROKEN, 1 4",
    "format-2-seeds/cancelled-in-sim, VACUOUS,",
    "format-2-seeds/handful-at-a-hang-up, HELD,",
    "format-2-seeds/resend-same-key, BROKEN, 1 4",
  })
  void isJudged(String name, Overall overall, String broken) throws Exception {
    List<Integer> promises =
        broken == null
            ? List.of()
            : Stream.of(broken.split(" ", -1)).map(Integer::valueOf).toList();
    History history = HistoryFile.read(STORED.resolve(name + ".jsonl"));
    assertThat(HistoryVerdict.of(Judge.judge(history)))
        .isEqualTo(new HistoryVerdict(overall, promises));
  }

  /// None may be forgotten here.
  @Test
  void thereAreNoOthers() throws IOException {
    try (Stream<Path> files = Files.walk(STORED)) {
      assertThat(files.filter(it -> it.toString().endsWith(".jsonl")))
          .filteredOn(it -> !it.endsWith("verdicts.jsonl"))
          .hasSize(12);
    }
  }

  /// The first histories of format 2 don't say whether a contender left the socket alone: here made
  /// from a later one. Nobody is blamed for it.
  @Test
  void whatIsNotKnownBlamesNobody() throws Exception {
    String text = Files.readString(STORED.resolve("format-2-first/a-second-daemon.jsonl"));
    assertThat(judged(text.replaceAll("(\"contenderEnded\".*),\"intact\":true", "$1")))
        .isEqualTo(new HistoryVerdict(Overall.HELD, List.of()));
    assertThat(
            judged(text.replaceAll("(\"contenderEnded\".*)\"intact\":true", "$1\"intact\":false")))
        .isEqualTo(new HistoryVerdict(Overall.BROKEN, List.of(7)));
  }

  /// Whatever a run that was cut off leaves is read, and nobody is blamed for what it does not
  /// tell.
  @Test
  void whatIsCutOffIsInvalid() throws Exception {
    List<String> lines =
        Files.readAllLines(STORED.resolve("format-1/killed-before-it-serves.jsonl"));
    List<Overall> seen =
        IntStream.range(1, lines.size() - 15)
            .mapToObj(it -> String.join("\n", lines.subList(0, it)) + "\n")
            .map(this::judged)
            .map(HistoryVerdict::overall)
            .distinct()
            .toList();
    assertThat(seen).containsExactly(Overall.INVALID);
  }

  private HistoryVerdict judged(String text) {
    try {
      Path file = Files.writeString(folder.resolve("history.jsonl"), text);
      return HistoryVerdict.of(Judge.judge(HistoryFile.read(file)));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
