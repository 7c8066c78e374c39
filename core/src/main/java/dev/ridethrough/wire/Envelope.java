package dev.ridethrough.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What kind of JSON-RPC message a line is. Ids are kept as their JSON text, so that `1`, `1.0` and
/// `"1"` differ.
public sealed interface Envelope {

  record Request(String id, String method) implements Envelope {}

  record Notification(String method) implements Envelope {}

  record Response(String id, boolean error) implements Envelope {}

  /// Valid JSON, but no message.
  ///
  /// @param id `null` where it can't be read
  /// @param reason for people: what is wrong, and what to do
  record Invalid(String id, String reason) implements Envelope {}

  /// Looks at the top level only; the rest is skipped, but must be valid JSON.
  ///
  /// @throws BadMessageException when it is not one JSON value
  static Envelope of(byte[] line) throws BadMessageException {
    try (JsonParser parser = Json.FACTORY.createParser(line)) {
      Envelope envelope = read(parser, line);
      if (parser.nextToken() != null) {
        throw new BadMessageException("more than one JSON value on the line");
      }
      return envelope;
    } catch (IOException e) {
      throw Json.malformed(e);
    }
  }

  private static Envelope read(JsonParser parser, byte[] line)
      throws IOException, BadMessageException {
    return switch (parser.nextToken()) {
      case null -> throw new BadMessageException("an empty line");
      case START_OBJECT -> {
        Members members = new Members(line);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          members.read(parser);
        }
        yield members.envelope();
      }
      case START_ARRAY -> {
        parser.skipChildren();
        yield new Invalid("null", "batches left the protocol: send one message a line");
      }
      default -> {
        parser.getText(); // reads it to its end
        yield new Invalid("null", "a message is a JSON object: send one a line");
      }
    };
  }

  /// One spelling for ids that are the same value, such as `1e2` and `1E2`.
  static String canonical(String id) throws BadMessageException {
    return idText(Json.value(id));
  }

  /// The JSON text of an id as a parsed value has it.
  static String idText(@Nullable Object id) {
    return switch (id) {
      case null -> "null";
      case String text -> quoted(text);
      case Object other -> other.toString();
    };
  }

  private static String quoted(String text) {
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }

  /// The members that matter, as they are met.
  final class Members {
    private final byte[] line;
    private final Set<String> seen = new LinkedHashSet<>();
    private @Nullable String id;
    private @Nullable String method;
    private boolean badId;
    private @Nullable String twice;
    private boolean result;
    private boolean error;

    private Members(byte[] line) {
      this.line = line;
    }

    private void read(JsonParser parser) throws IOException {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      noteTwice(name);
      switch (name) {
        case "id" -> readId(parser, value);
        case "method" -> method = value == JsonToken.VALUE_STRING ? parser.getText() : null;
        case "result" -> result = true;
        case "error" -> error = true;
        default -> {}
      }
      parser.skipChildren();
    }

    /// Readers differ in which of two they take.
    private void noteTwice(String name) {
      boolean reliedOn = name.equals("id") || name.equals("method");
      if (reliedOn && !seen.add(name)) {
        twice = name;
      }
    }

    private void readId(JsonParser parser, JsonToken value) throws IOException {
      badId = false;
      switch (value) {
        case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> id = raw(parser);
        default -> badId = true;
      }
    }

    /// The value as it stands in the line: decoding and encoding it could make two ids one.
    private String raw(JsonParser parser) throws IOException {
      String text = parser.getText(); // reads it to its end
      if (parser.currentToken().isNumeric()) {
        return text;
      }
      int from = (int) parser.currentTokenLocation().getByteOffset();
      int to = (int) parser.currentLocation().getByteOffset();
      return new String(line, from, to - from, StandardCharsets.UTF_8);
    }

    private Envelope envelope() {
      if (twice != null) {
        String unsure = twice.equals("id") || badId || id == null ? "null" : id;
        return new Invalid(unsure, "the member \"" + twice + "\" is there more than once");
      }
      if (method != null && badId) {
        return new Invalid("null", "the id must be a string or a number");
      }
      if (method != null) {
        return id == null ? new Notification(method) : new Request(id, method);
      }
      if (result || error) {
        return new Response(id == null ? "null" : id, error);
      }
      String reason = "a message has a method (a string), a result or an error; this has none";
      return new Invalid(id == null || badId ? "null" : id, reason);
    }
  }
}
