package dev.ridethrough.chaos.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ridethrough.chaos.check.HistoryVerdict;
import dev.ridethrough.chaos.check.Overall;
import dev.ridethrough.chaos.history.BadHistoryException;
import dev.ridethrough.chaos.history.Lines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What was said of the histories of a report folder when they were recorded: one line each, added
/// as soon as it was known, which is after the history was saved. The last line on a history
/// counts.
final class VerdictLog {
  static final String NAME = "verdicts.jsonl";

  private static final int MAX_ENTRIES = 1_000_000;

  /// What later versions add does no harm.
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .build();

  private final Path folder;
  private final Map<String, HistoryVerdict> verdicts = new HashMap<>();

  /// @param file from the log's folder, with slashes
  private record Entry(
      @JsonProperty(required = true) String file,
      @JsonProperty(required = true) Overall verdict,
      @JsonProperty(required = true) List<Integer> broken) {}

  private VerdictLog(Path folder) {
    this.folder = folder;
  }

  /// Adds what is said of a history in that folder, or below.
  static void append(Path folder, Path history, HistoryVerdict verdict) throws IOException {
    Entry entry = new Entry(name(folder, history), verdict.overall(), verdict.broken());
    Files.writeString(
        folder.resolve(NAME),
        MAPPER.writeValueAsString(entry) + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  static boolean isIn(Path folder) {
    return Files.isRegularFile(folder.resolve(NAME), LinkOption.NOFOLLOW_LINKS);
  }

  /// One that knows of nothing.
  static VerdictLog empty(Path folder) {
    return new VerdictLog(folder);
  }

  /// @throws BadHistoryException when it is no such log; says where
  static VerdictLog read(Path folder) throws BadHistoryException {
    VerdictLog log = new VerdictLog(folder);
    try (Lines lines = Lines.of(folder.resolve(NAME))) {
      for (@Nullable String line = lines.next(); line != null; line = lines.next()) {
        log.add(lines, line);
      }
    }
    return log;
  }

  private void add(Lines lines, String line) throws BadHistoryException {
    if (verdicts.size() == MAX_ENTRIES) {
      throw lines.wrong("there are more verdicts than any run gives");
    }
    try {
      Entry entry = MAPPER.readValue(line, Entry.class);
      if (entry == null || entry.broken().contains(null)) {
        throw lines.wrong("not a verdict on a history");
      }
      verdicts.put(entry.file(), new HistoryVerdict(entry.verdict(), entry.broken()));
    } catch (JacksonException e) {
      throw lines.wrong("not a verdict on a history: " + e.getOriginalMessage());
    }
  }

  Optional<HistoryVerdict> on(Path history) {
    return Optional.ofNullable(verdicts.get(name(folder, history)));
  }

  private static String name(Path folder, Path history) {
    return folder.relativize(history).toString().replace('\\', '/');
  }
}
