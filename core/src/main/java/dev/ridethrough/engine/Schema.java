package dev.ridethrough.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Makes the JSON Schema of a tool's arguments. [ToolCall] checks the same limits.
final class Schema {
  private final Members properties = new Members();
  private final List<String> required = new ArrayList<>();

  Schema text(String name, int max, String description) {
    Members text = new Members().with("type", "string").with("maxLength", max);
    return require(name, text.with("description", description));
  }

  Schema number(String name, long min, long max, String description) {
    return require(name, whole(min, max).with("description", description));
  }

  Schema optionalNumber(String name, long min, long max, long fallback, String description) {
    Members number = whole(min, max).with("default", fallback).with("description", description);
    properties.with(name, number.map());
    return this;
  }

  Map<String, Object> json() {
    Members schema = new Members().with("type", "object").with("properties", properties.map());
    if (!required.isEmpty()) {
      schema.with("required", required);
    }
    return schema.map();
  }

  private Schema require(String name, Members property) {
    properties.with(name, property.map());
    required.add(name);
    return this;
  }

  private static Members whole(long min, long max) {
    return new Members().with("type", "integer").with("minimum", min).with("maximum", max);
  }
}
