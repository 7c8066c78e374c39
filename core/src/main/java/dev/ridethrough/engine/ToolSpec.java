package dev.ridethrough.engine;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// What clients are told about a [Tool].
///
/// @param name unique in its daemon
/// @param title for people
/// @param description for the model that decides whether to call it
/// @param inputSchema JSON Schema of the arguments, shown in the map's order
public record ToolSpec(
    String name,
    String title,
    String description,
    Map<String, Object> inputSchema,
    Annotations annotations) {

  public ToolSpec {
    inputSchema = Collections.unmodifiableMap(new LinkedHashMap<>(inputSchema));
  }

  /// Promises about effects, believed when a call that may have been executed is to be repeated.
  ///
  /// @param readOnly has no effect
  /// @param idempotent a second execution with the same arguments has no further effect
  /// @param destructive may change or remove what is there, not only add
  public record Annotations(boolean readOnly, boolean idempotent, boolean destructive) {
    public static final Annotations READ_ONLY = new Annotations(true, true, false);

    /// Each execution adds something.
    public static final Annotations ADDITIVE = new Annotations(false, false, false);

    /// It leaves something, and called again with the same arguments nothing more.
    public static final Annotations REPEATABLE = new Annotations(false, true, false);

    Map<String, Object> json() {
      return new Members()
          .with("readOnlyHint", readOnly)
          .with("destructiveHint", destructive)
          .with("idempotentHint", idempotent)
          .map();
    }
  }

  Map<String, Object> json() {
    return new Members()
        .with("name", name)
        .with("title", title)
        .with("description", description)
        .with("inputSchema", inputSchema)
        .with("annotations", annotations.json())
        .map();
  }
}
