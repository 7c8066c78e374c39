package dev.ridethrough.chaos.failure;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.ridethrough.chaos.failure.Failure.Broken;
import dev.ridethrough.chaos.failure.Failure.Origin;
import dev.ridethrough.chaos.history.BadHistoryException;
import dev.ridethrough.chaos.history.History;
import dev.ridethrough.chaos.history.HistoryFile;
import dev.ridethrough.chaos.history.JsonLines;
import dev.ridethrough.chaos.scenario.Aim;
import dev.ridethrough.chaos.scenario.Scenario;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads and writes failures as JSON lines: one on the failure, then its history, as its own file
/// would have it. Secrets are taken out of what is written.
public final class FailureFile {
  /// Raised when the meaning of a stored failure changes.
  public static final int FORMAT = 1;

  private static final String MARK = "failure";

  /// @param coordinates where faults were aimed: for people, as the scenario says it
  private record Header(
      @JsonProperty(required = true) int failure,
      @JsonProperty(required = true) Origin origin,
      @JsonProperty(required = true) Versions versions,
      @JsonProperty(required = true) List<Broken> broken,
      @JsonProperty(required = true) List<String> coordinates,
      @JsonInclude(JsonInclude.Include.NON_NULL) @JsonSetter(nulls = Nulls.SET)
          @Nullable Scenario original) {}

  private FailureFile() {}

  /// Replaces the file.
  public static void write(Failure failure, Path file) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (JsonNode line : lines(failure).toList()) {
        out.write(Redaction.HERE.redacted(line).toString());
        out.write('\n');
      }
    }
  }

  private static Stream<JsonNode> lines(Failure it) {
    Header header =
        new Header(
            FORMAT,
            it.origin(),
            it.versions(),
            it.broken(),
            it.scenario().aims().map(Aim::words).toList(),
            it.original());
    return Stream.concat(
        Stream.of(HistoryFile.MAPPER.<JsonNode>valueToTree(header)),
        HistoryFile.lines(it.history()));
  }

  /// The event's number, from 1, from which on the one history is not the other, as they would be
  /// written; 0 when they are the same, byte for byte.
  public static int divergence(History one, History other) {
    List<String> first = written(one);
    List<String> second = written(other);
    for (int i = 0; i < Math.max(first.size(), second.size()); i++) {
      if (i >= first.size() || i >= second.size() || !first.get(i).equals(second.get(i))) {
        return i + 1;
      }
    }
    return 0;
  }

  /// Without the line on the world that wrote it.
  private static List<String> written(History history) {
    return HistoryFile.lines(history)
        .skip(1)
        .map(it -> Redaction.HERE.redacted(it).toString())
        .toList();
  }

  /// Whether its first line says that it is one; false for what can't be read.
  public static boolean isOne(Path file) {
    try (JsonLines lines = JsonLines.open(file)) {
      return HistoryFile.MAPPER.readTree(lines.next()).path(MARK).isInt();
    } catch (BadHistoryException | JacksonException e) {
      return false;
    }
  }

  /// Reads what [#write] left. Runs nothing, opens no other file.
  ///
  /// @throws BadFailureException when the file is missing, too large, or not a failure of a format
  ///   that this version knows; says where
  public static Failure read(Path file) throws BadFailureException {
    try (JsonLines lines = JsonLines.open(file)) {
      Header header = header(file, lines.next());
      History history = HistoryFile.read(lines);
      return new Failure(
          header.origin(), header.versions(), header.broken(), header.original(), history);
    } catch (BadHistoryException e) {
      throw new BadFailureException(Objects.requireNonNull(e.getMessage()));
    }
  }

  private static Header header(Path file, String line) throws BadFailureException {
    try {
      JsonNode format = HistoryFile.MAPPER.readTree(line).path(MARK);
      if (!format.isInt()) {
        throw new BadFailureException(file + ", line 1: not a failure: there is no number of its format");
      }
      if (format.intValue() > FORMAT || format.intValue() < 1) {
        throw new BadFailureException(
            "%s is a failure of format %d; this version knows format %d and older. It was written by a newer Ridethrough: update this one"
                .formatted(file, format.intValue(), FORMAT));
      }
      return HistoryFile.MAPPER.readValue(line, Header.class);
    } catch (JacksonException e) {
      throw new BadFailureException(file + ", line 1: not a failure: " + e.getOriginalMessage());
    }
  }
}
