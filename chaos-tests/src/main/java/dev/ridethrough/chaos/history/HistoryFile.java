package dev.ridethrough.chaos.history;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ridethrough.chaos.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Reads and writes histories as JSON lines: a header, then one event a line.
public final class HistoryFile {
  private static final long MAX_BYTES = 200_000_000;

  /// What is left out of a scenario is empty.
  private static final JsonSetter.Value LISTS =
      JsonSetter.Value.construct(Nulls.AS_EMPTY, Nulls.FAIL);

  public static final ObjectMapper MAPPER = mapper();

  /// What a history says before anything has happened.
  ///
  /// @param versions of what it was written by: for people, never judged
  record Header(
      int format,
      String world,
      String target,
      String delivery,
      long windowMillis,
      Scenario scenario,
      SortedMap<String, String> versions) {
    static Header of(History history) {
      return new Header(
          history.format(),
          history.world(),
          history.target(),
          history.delivery(),
          history.windowMillis(),
          history.scenario(),
          here());
    }

    private static SortedMap<String, String> here() {
      SortedMap<String, String> versions = new TreeMap<>();
      versions.put("java", System.getProperty("java.version", "?"));
      versions.put("os", System.getProperty("os.name", "?"));
      versions.put("osVersion", System.getProperty("os.version", "?"));
      versions.put("arch", System.getProperty("os.arch", "?"));
      return versions;
    }
  }

  private HistoryFile() {}

  /// Reads what [#write] or a [HistoryWriter] left.
  ///
  /// @throws BadHistoryException when the file is missing or not a history of this format; says
  ///   where
  public static History read(Path file) throws BadHistoryException {
    List<String> lines = lines(file);
    if (lines.isEmpty()) {
      throw new BadHistoryException(file + " is not a history: it is empty");
    }
    Header header = header(file, lines.getFirst());
    List<Event> events = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      events.add(parse(file, i + 1, lines.get(i), Event.class));
    }
    return new History(
        header.format(),
        header.world(),
        header.target(),
        header.delivery(),
        header.windowMillis(),
        header.scenario(),
        events);
  }

  /// The lines of its file, as trees: one on what it is, then its events.
  public static Stream<JsonNode> lines(History history) {
    return Stream.concat(
        Stream.of(MAPPER.valueToTree(Header.of(history))),
        history.events().stream().map(MAPPER::valueToTree));
  }

  public static History read(JsonLines lines) throws BadHistoryException {
    Path file = Path.of("stub");
    Header header = header(file, lines.next());
    List<Event> events = new ArrayList<>();
    for (String line = lines.poll(); line != null; line = lines.poll()) {
      events.add(parse(file, 1, line, Event.class));
    }
    return new History(
        header.format(),
        header.world(),
        header.target(),
        header.delivery(),
        header.windowMillis(),
        header.scenario(),
        events);
  }

  public static void write(History history, Path file) throws IOException {
    try (HistoryWriter writer = new HistoryWriter(file, history)) {
      for (Event event : history.events()) {
        writer.append(event);
      }
    }
  }

  /// Leaves out a last line without its end: whoever wrote it died. Without [Event.Ended] such a
  /// history is INVALID anyway, but what came before is worth reading.
  private static List<String> lines(Path file) throws BadHistoryException {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new BadHistoryException(file + " is larger than any history");
      }
      String text = Files.readString(file);
      return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    } catch (NoSuchFileException e) {
      throw new BadHistoryException("there is no history " + file);
    } catch (IOException e) {
      throw new BadHistoryException("can't read the history " + file + ": " + e);
    }
  }

  private static Header header(Path file, String line) throws BadHistoryException {
    JsonNode format = parse(file, 1, line, JsonNode.class).path("format");
    if (!format.isInt()) {
      throw new BadHistoryException(file + ", line 1: not a history: there is no format number");
    }
    if (format.intValue() != History.FORMAT) {
      throw new BadHistoryException(
          file
              + " is of format "
              + format.intValue()
              + ", but this version reads only format "
              + History.FORMAT);
    }
    return parse(file, 1, line, Header.class);
  }

  private static <T> T parse(Path file, int number, String line, Class<T> kind)
      throws BadHistoryException {
    try {
      return MAPPER.readValue(line, kind);
    } catch (JacksonException e) {
      throw new BadHistoryException(
          file + ", line " + number + ": not a history: " + e.getOriginalMessage());
    }
  }

  /// Nothing may be missing but what is declared nullable, which is only ever a `Long` or a
  /// `Boolean`.
  private static ObjectMapper mapper() {
    ObjectMapper mapper =
        JsonMapper.builder()
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
}
