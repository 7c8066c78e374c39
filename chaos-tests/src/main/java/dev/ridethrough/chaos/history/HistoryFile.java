package dev.ridethrough.chaos.history;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Reads and writes histories as JSON lines: a header, then one event a line.
public final class HistoryFile {
  /// Scenarios need a dozen.
  private static final int MAX_DEPTH = 50;

  /// What is left out of a scenario is empty.
  private static final JsonSetter.Value LISTS =
      JsonSetter.Value.construct(Nulls.AS_EMPTY, Nulls.FAIL);

  public static final ObjectMapper MAPPER = mapper();

  private HistoryFile() {}

  /// Reads what [#write] or a [HistoryWriter] left, in today's format or an older one; as today's.
  ///
  /// @throws BadHistoryException when the file is missing or not a history, or of a format to come;
  ///   says where
  public static History read(Path file) throws BadHistoryException {
    try (Lines lines = Lines.of(file)) {
      return read(lines);
    }
  }

  /// Reads a history that lies in a file behind something else, from its header to the last line.
  ///
  /// @throws BadHistoryException when it is not a history, or of a format to come; says where
  public static History read(Lines lines) throws BadHistoryException {
    return new HistoryReader(lines).read();
  }

  /// The lines of its file, as trees: one on what it is, then its events.
  public static Stream<JsonNode> lines(History history) {
    return Stream.concat(
        Stream.of(MAPPER.valueToTree(Header.of(history))),
        history.events().stream().map(MAPPER::valueToTree));
  }

  public static void write(History history, Path file) throws IOException {
    try (HistoryWriter writer = new HistoryWriter(file, history)) {
      for (Event event : history.events()) {
        writer.append(event);
      }
    }
  }

  /// Nothing may be missing but what is declared nullable, which is only ever a `Long` or a
  /// `Boolean`.
  private static ObjectMapper mapper() {
    ObjectMapper mapper =
        JsonMapper.builder(factory())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    mapper.setDefaultSetterInfo(JsonSetter.Value.forValueNulls(Nulls.FAIL));
    mapper.configOverride(List.class).setSetterInfo(LISTS);
    for (Class<?> nullable : List.of(Long.class, Boolean.class)) {
      mapper.configOverride(nullable).setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.SET));
    }
    return mapper;
  }

  private static JsonFactory factory() {
    return JsonFactory.builder()
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(MAX_DEPTH)
                .maxStringLength(Lines.MAX_LINE_BYTES)
                .build())
        .build();
  }
}
