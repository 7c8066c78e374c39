package dev.ridethrough.chaos.foreign;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.ridethrough.chaos.history.Printable;

/// What a process of the Inspector said in the end.
///
/// @param status its exit status
/// @param text all that it said
record Answer(int status, String text) {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int LONGEST = 300;

  /// Its result; missing if there is none.
  JsonNode result() {
    return member("result");
  }

  /// Its own error message, else all that it said.
  String complaint() {
    String message = member("error").path("message").asText("");
    String said = message.isEmpty() ? text.strip() : message;
    return "exit status " + status + ": " + Printable.escaped(said, LONGEST);
  }

  /// Lines before the last one are other people's.
  private JsonNode member(String name) {
    String last = text.lines().filter(it -> it.startsWith("{")).reduce("", (_, line) -> line);
    try {
      return MAPPER.readTree(last).path(name);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }
}
