package dev.ridethrough.chaos.foreign.sdk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/// What the SDK's process tells of a call, as a line of JSON.
///
/// @param token of the call
/// @param ended whether it has ended; else it begins
/// @param effectful whether it leaves a row when it succeeds
/// @param why it failed; empty if it did not
public record SdkLine(String token, boolean ended, boolean effectful, String why) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /// Reads it.
  ///
  /// @throws IOException when the line is something else
  public static SdkLine of(String line) throws IOException {
    SdkLine read = MAPPER.readValue(line, SdkLine.class);
    if (read.token == null || read.why == null) {
      throw new IOException("not a line about a call");
    }
    return read;
  }

  String json() {
    try {
      return MAPPER.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
