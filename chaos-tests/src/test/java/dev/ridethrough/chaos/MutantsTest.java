package dev.ridethrough.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The catalogue of planted bugs fits today's core. Whether the harness finds them is what
/// `ci/mutants` is for.
class MutantsTest {
  private static final Path ROOT = Path.of("..");
  private static final Path CATALOGUE = Path.of("mutants");
  private static final String SOURCES = "core/src/main/java/";
  private static final Pattern PROMISE = Pattern.compile("# promise: ([1-9]|10)");
  private static final Pattern RANGES =
      Pattern.compile("@@ -\\d+(?:,(\\d+))? \\+\\d+(?:,(\\d+))? @@.*");

  static List<Path> patches() throws IOException {
    try (Stream<Path> files = Files.walk(CATALOGUE)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("patches")
  void saysWhatItIs(Path patch) throws IOException {
    List<String> header =
        Files.readAllLines(patch).stream().takeWhile(it -> it.startsWith("#")).toList();
    assertThat(header).hasSizeGreaterThan(4);
    assertThat(header.get(0)).matches(PROMISE);
    assertThat(header.get(1)).matches("# what: [^.]+");
    assertThat(header.get(2)).matches("# field: .+");
  }

  /// As `patch --fuzz=0` does: each hunk's lines must be there, wherever they are now.
  @ParameterizedTest
  @MethodSource("patches")
  void appliesToTodaysCore(Path patch) throws IOException {
    List<Hunk> hunks = hunks(Files.readAllLines(patch));
    assertThat(hunks).isNotEmpty();
    for (Hunk hunk : hunks) {
      assertThat(hunk.file()).startsWith(SOURCES);
      assertThat(hunk.isWhole()).as("%s is cut short or too long", hunk.range()).isTrue();
      assertThat("\n" + Files.readString(ROOT.resolve(hunk.file())))
          .as("make %s anew, see docs/mutants.md", patch)
          .contains("\n" + String.join("\n", hunk.without('+')) + "\n");
    }
  }

  /// A page of its own lists them, with what found each.
  @Test
  void allAreInTheDocumentation() throws IOException {
    String page = Files.readString(ROOT.resolve("docs/mutants.md"));
    for (Path patch : patches()) {
      assertThat(page).contains("| `" + name(patch) + "` |");
    }
  }

  private static String name(Path patch) {
    return patch.getFileName().toString().replace(".patch", "");
  }

  /// One place that a patch changes.
  ///
  /// @param range its first line
  /// @param lines the others, each with its mark
  private record Hunk(String file, String range, List<String> lines) {
    /// What is there before (without what is added), or after (without what is removed).
    List<String> without(char mark) {
      return lines.stream().filter(it -> it.charAt(0) != mark).map(it -> it.substring(1)).toList();
    }

    boolean isWhole() {
      Matcher counts = RANGES.matcher(range);
      return counts.matches()
          && without('+').size() == count(counts.group(1))
          && without('-').size() == count(counts.group(2));
    }

    private static int count(@Nullable String text) {
      return text == null ? 1 : Integer.parseInt(text);
    }
  }

  private static List<Hunk> hunks(List<String> patch) {
    List<Hunk> hunks = new ArrayList<>();
    String file = "";
    for (int i = 0; i < patch.size(); i++) {
      String line = patch.get(i);
      if (line.startsWith("+++ b/")) {
        file = line.substring("+++ b/".length());
      } else if (line.startsWith("@@ ")) {
        hunks.add(new Hunk(file, line, body(patch, i + 1)));
      }
    }
    return hunks;
  }

  /// Until the next hunk or file.
  private static List<String> body(List<String> patch, int from) {
    int to =
        IntStream.range(from, patch.size())
            .filter(i -> patch.get(i).startsWith("@@ ") || patch.get(i).startsWith("--- a/"))
            .findFirst()
            .orElse(patch.size());
    return patch.subList(from, to);
  }
}
