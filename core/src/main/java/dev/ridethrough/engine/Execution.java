package dev.ridethrough.engine;

import dev.ridethrough.journal.Attempt;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the [Engine] needs to know of the connection that a request came on. Safe to use from any
/// thread.
public interface Execution extends Attempt {

  /// Whether the request is to be executed at most once whatever happens, so that it may be sent
  /// again under its key.
  boolean exactlyOnce();

  /// What the client's `initialize` agreed on (protocolVersion, clientInfo, capabilities), carried
  /// by the proxy with each request; null before it and for clients that have none.
  @Nullable Map<String, Object> session();

  /// Sends a notification that belongs to the request. A peer that is gone is no concern of the
  /// caller.
  void send(byte[] notificationLine);

  /// Whether the client has cancelled the request. Never blocks: it is asked inside a store
  /// transaction.
  boolean cancelled();
}
