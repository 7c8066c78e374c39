package dev.ridethrough.engine;

import dev.ridethrough.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a call gave.
///
/// @param text for people and models
/// @param structured the same for programs, or null
/// @param failure whether the call failed, and `text` says why
public record ToolResult(String text, @Nullable Map<String, Object> structured, boolean failure) {

  public ToolResult {
    structured =
        structured == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(structured));
  }

  public static ToolResult of(String text, Map<String, Object> structured) {
    return new ToolResult(text, structured, false);
  }

  /// A result whose text is its JSON: clients of before 2025-06-18 see only the text.
  public static ToolResult of(Map<String, Object> structured) {
    return of(new String(Json.bytes(structured), StandardCharsets.UTF_8), structured);
  }

  public static ToolResult failure(String text) {
    return new ToolResult(text, null, true);
  }

  Map<String, Object> json() {
    Map<String, Object> content = new Members().with("type", "text").with("text", text).map();
    Members result = new Members().with("content", List.of(content));
    if (structured != null) {
      result.with("structuredContent", structured);
    }
    return result.with("isError", failure).map();
  }
}
