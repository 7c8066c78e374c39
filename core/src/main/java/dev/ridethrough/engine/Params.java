package dev.ridethrough.engine;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The members of a request's `params`, or of an object within.
record Params(Map<String, Object> members) {

  /// @param message the whole request; missing params are empty params
  static Params of(Map<String, Object> message) throws RpcException {
    return new Params(message).object("params");
  }

  /// A missing or null object is an empty one.
  Params object(String name) throws RpcException {
    Object value = members.get(name);
    if (value == null) {
      return new Params(Map.of());
    }
    if (value instanceof Map<?, ?> map) {
      @SuppressWarnings("unchecked") // JSON objects have string keys only
      Map<String, Object> object = (Map<String, Object>) map;
      return new Params(object);
    }
    throw RpcException.invalidParams("\"" + name + "\" must be an object.");
  }

  String text(String name) throws RpcException {
    if (members.get(name) instanceof String text) {
      return text;
    }
    throw RpcException.invalidParams("\"" + name + "\" must be a string.");
  }

  /// A string or number, or null when it is missing.
  @Nullable Object token(String name) throws RpcException {
    Object value = members.get(name);
    if (value == null || value instanceof String || value instanceof Number) {
      return value;
    }
    throw RpcException.invalidParams("\"" + name + "\" must be a string or a number.");
  }
}
