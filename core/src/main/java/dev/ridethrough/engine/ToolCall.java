package dev.ridethrough.engine;

import dev.ridethrough.wire.Replies;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One call of a [Tool]: what the client wants, and how to talk to it meanwhile.
public final class ToolCall {
  private final Map<String, Object> arguments;
  private final @Nullable Object progressToken;
  private final Execution execution;

  ToolCall(Map<String, Object> arguments, @Nullable Object progressToken, Execution execution) {
    this.arguments = arguments;
    this.progressToken = progressToken;
    this.execution = execution;
  }

  /// As the client sent them: anything may be in there.
  public Map<String, Object> arguments() {
    return arguments;
  }

  /// Stable across resends of the request.
  public String requestKey() {
    return execution.requestKey();
  }

  /// Which life of the daemon executes it, counted from 1.
  public long generation() {
    return execution.generation();
  }

  /// Whether the client no longer wants the result. A tool that works for long stops then.
  public boolean cancelled() {
    return execution.cancelled();
  }

  /// Tells the client how far the work is, if it wants to know.
  ///
  /// @param progress larger than the last time
  /// @param total what `progress` will be at the end
  public void progress(double progress, double total, String message) {
    if (progressToken == null) {
      return;
    }
    Members params = new Members().with("progressToken", progressToken);
    params.with("progress", progress).with("total", total).with("message", message);
    execution.send(Replies.notification("notifications/progress", params.map()));
  }

  /// A text of at most `max` characters.
  public String text(String name, int max) throws ToolException {
    if (!(required(name) instanceof String text)) {
      throw new ToolException("Argument \"" + name + "\" must be a string.");
    }
    if (text.codePointCount(0, text.length()) > max) {
      throw new ToolException("Argument \"" + name + "\" is longer than " + max + " characters.");
    }
    // Half a surrogate pair has no UTF-8: what comes back from a store would not be what went in.
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new ToolException("Argument \"" + name + "\" is not valid Unicode.");
    }
    return text;
  }

  /// A whole number from `min` to `max`.
  public long number(String name, long min, long max) throws ToolException {
    Long number = whole(required(name));
    if (number == null || number < min || number > max) {
      throw new ToolException(
          "Argument \"" + name + "\" must be a whole number from " + min + " to " + max + ".");
    }
    return number;
  }

  /// A whole number from `min` to `max`, or `fallback` when it is missing or null.
  public long number(String name, long min, long max, long fallback) throws ToolException {
    return arguments.get(name) == null ? fallback : number(name, min, max);
  }

  private Object required(String name) throws ToolException {
    Object value = arguments.get(name);
    if (value == null) {
      throw new ToolException("Argument \"" + name + "\" is missing.");
    }
    return value;
  }

  /// For JSON Schema `5.0` is an integer too.
  private static @Nullable Long whole(Object value) {
    return switch (value) {
      case Integer number -> number.longValue();
      case Long number -> number;
      case Double number when number == Math.rint(number) && Math.abs(number) < 1L << 53 ->
          number.longValue();
      default -> null;
    };
  }
}
