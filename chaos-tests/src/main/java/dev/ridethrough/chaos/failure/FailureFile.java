package dev.ridethrough.chaos.failure;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import dev.ridethrough.chaos.history.Lines;
import dev.ridethrough.chaos.scenario.Aim;
import dev.ridethrough.chaos.scenario.JsonFile;
import dev.ridethrough.chaos.scenario.Scenario;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    try (BufferedWriter out =
        new BufferedWriter(new OutputStreamWriter(Files.newOutputStream(file), UTF_8))) {
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

  /// Whether the next line says that a failure begins there.
  ///
  /// @throws BadHistoryException when it can't be read
  public static boolean isNext(Lines lines) throws BadHistoryException {
    String line = lines.peek();
    try {
      return line != null && HistoryFile.MAPPER.readTree(line).has(MARK);
    } catch (JacksonException e) {
      return false;
    }
  }

  /// Reads what [#write] left. Runs nothing, opens nothing else.
  ///
  /// @throws BadHistoryException when it is not a failure of a format that this version knows; says
  ///   where
  public static Failure read(Lines lines) throws BadHistoryException {
    Header header = header(lines);
    History history = HistoryFile.read(lines);
    return new Failure(
        header.origin(), header.versions(), header.broken(), header.original(), history);
  }

  private static Header header(Lines lines) throws BadHistoryException {
    String line = lines.next();
    if (line == null) {
      throw lines.wrong("not a failure: " + (lines.isCut() ? "it breaks off here" : "it is empty"));
    }
    try {
      checkFormat(lines, HistoryFile.MAPPER.readTree(line).path(MARK));
      return HistoryFile.MAPPER.readValue(line, Header.class);
    } catch (JacksonException e) {
      throw lines.wrong("not a failure: " + JsonFile.plain(e));
    }
  }

  private static void checkFormat(Lines lines, JsonNode format) throws BadHistoryException {
    if (!format.isInt() || format.intValue() < 1) {
      throw lines.wrong("not a failure: " + format + " is no number of its format");
    }
    if (format.intValue() > FORMAT) {
      throw lines.wrong(
          "a failure of format %d, but this version reads none after %d: it was written by a newer Ridethrough, so update this one"
              .formatted(format.intValue(), FORMAT));
    }
  }
}
