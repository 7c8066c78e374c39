package dev.ridethrough.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// JSON as maps, lists, strings, numbers, booleans and nulls. Thread-safe.
public final class Json {
  /// Depth to which hostile input may nest.
  private static final int MAX_DEPTH = 200;

  /// No recycled buffers: they would be shared, mutable state between threads. UTF-8 only: a guess
  /// at another encoding would read what the next reader reads otherwise.
  static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.CHARSET_DETECTION)
          .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(Lines.MAX_LINE_BYTES)
                  .build())
          .build();

  private static final JSON MAPPER =
      JSON.builder(FACTORY).enable(JSON.Feature.WRITE_NULL_PROPERTIES).build();

  private Json() {}

  /// The one object on a line.
  ///
  /// @throws BadMessageException when the bytes are not one JSON object
  public static Map<String, Object> object(byte[] line) throws BadMessageException {
    try {
      Map<String, Object> object = asObject(MAPPER.anyFrom(line));
      if (object != null) {
        return object;
      }
    } catch (IOException e) {
      throw malformed(e);
    }
    throw new BadMessageException("not a JSON object");
  }

  static @Nullable Object value(String json) throws BadMessageException {
    try {
      return MAPPER.anyFrom(json);
    } catch (IOException e) {
      throw malformed(e);
    }
  }

  /// The value when it is a JSON object, else null.
  public static @Nullable Map<String, Object> asObject(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      @SuppressWarnings("unchecked") // JSON objects have string keys only
      Map<String, Object> object = (Map<String, Object>) map;
      return object;
    }
    return null;
  }

  /// The string or number at the end of a path of members, such as `params`, `progress`. Keeps
  /// nothing else, however large the line is.
  ///
  /// @return null when there is none
  /// @throws BadMessageException when the bytes are not JSON
  public static @Nullable Object scalar(byte[] line, String... path) throws BadMessageException {
    try (JsonParser parser = FACTORY.createParser(line)) {
      return parser.nextToken() == JsonToken.START_OBJECT ? scalar(parser, path, 0) : null;
    } catch (IOException e) {
      throw malformed(e);
    }
  }

  private static @Nullable Object scalar(JsonParser parser, String[] path, int depth)
      throws IOException {
    Object found = null; // of two members of one name the last counts, as in a map
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      boolean wanted = parser.currentName().equals(path[depth]);
      JsonToken value = parser.nextToken();
      if (wanted && depth + 1 == path.length) {
        found = scalar(parser, value);
      } else if (wanted) {
        found = value == JsonToken.START_OBJECT ? scalar(parser, path, depth + 1) : null;
      }
      parser.skipChildren();
    }
    return found;
  }

  private static @Nullable Object scalar(JsonParser parser, JsonToken value) throws IOException {
    return switch (value) {
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
      default -> null;
    };
  }

  /// The value on one line, without a newline at its end.
  public static byte[] bytes(Object value) {
    try {
      return MAPPER.asBytes(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a value that core made itself: a bug
    }
  }

  /// What is wrong with the text, and where: the parser's own words are for programmers.
  static BadMessageException malformed(IOException e) {
    String what =
        switch (e) {
          case JsonEOFException _ -> "not valid JSON: it ends too early";
          case StreamConstraintsException _ ->
              "JSON that is nested too deep (more than %d), or has too long a number or name"
                  .formatted(MAX_DEPTH);
          default -> "not valid JSON: a character that does not belong there, or is not UTF-8";
        };
    return new BadMessageException(what + place(e), e);
  }

  private static String place(IOException e) {
    JsonLocation at = e instanceof JsonProcessingException known ? known.getLocation() : null;
    long offset = at == null ? -1 : Math.max(at.getByteOffset(), at.getCharOffset());
    return offset < 0 ? "" : ", near byte " + offset;
  }
}
