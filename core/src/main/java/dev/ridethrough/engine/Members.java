package dev.ridethrough.engine;

import java.util.LinkedHashMap;
import java.util.Map;

/// Members of a JSON object that is being made, written in the order they were added.
final class Members {
  private final Map<String, Object> map = new LinkedHashMap<>();

  Members with(String name, Object value) {
    map.put(name, value);
    return this;
  }

  Map<String, Object> map() {
    return map;
  }
}
