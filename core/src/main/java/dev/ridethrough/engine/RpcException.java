package dev.ridethrough.engine;

import dev.ridethrough.wire.Replies;

/// A request that is answered with a JSON-RPC error.
final class RpcException extends Exception {
  private static final long serialVersionUID = 1L;
  private final int code;

  private RpcException(int code, String message) {
    super(message);
    this.code = code;
  }

  static RpcException methodNotFound(String method) {
    return new RpcException(
        Replies.METHOD_NOT_FOUND, "Method not found: " + Text.quoted(method) + ".");
  }

  static RpcException invalidRequest(String message) {
    return new RpcException(Replies.INVALID_REQUEST, message);
  }

  static RpcException invalidParams(String message) {
    return new RpcException(Replies.INVALID_PARAMS, message);
  }

  int code() {
    return code;
  }
}
