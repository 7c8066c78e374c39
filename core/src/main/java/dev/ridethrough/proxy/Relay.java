package dev.ridethrough.proxy;

import dev.ridethrough.wire.BadMessageException;
import dev.ridethrough.wire.Envelope;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Passes on to its client what the daemons send while one request runs. Not thread-safe.
final class Relay {
  private final Client client;
  private final String id;
  private final Cancellation cancellation;
  private final Consumer<byte[]> notifications;
  private final @Nullable Progress progress;

  /// @param progress of a request that may be sent again; else null
  Relay(
      Client client,
      String id,
      Cancellation cancellation,
      Consumer<byte[]> notifications,
      @Nullable Progress progress) {
    this.client = client;
    this.id = id;
    this.cancellation = cancellation;
    this.notifications = notifications;
    this.progress = progress;
  }

  /// Whether it is the reply to this request; passes notifications on and drops what belongs to
  /// nobody.
  ///
  /// @param again whether the request was sent before
  boolean isReply(byte[] json, boolean again) {
    try {
      switch (Envelope.of(json)) {
        case Envelope.Response r when r.id().equals(id) -> {
          return true;
        }
        case Envelope.Notification n -> {
          if (!cancellation.isCancelled() && isNews(n, json, again)) {
            notifications.accept(json);
          }
        }
        case Envelope.Response r -> client.log("dropped a reply to " + r.id() + ", expected " + id);
        case Envelope.Request r -> client.log("dropped a request from the daemon: " + r.method());
        case Envelope.Invalid i -> client.log("dropped a line from the daemon: " + i.reason());
      }
    } catch (BadMessageException e) {
      client.log("dropped a line from the daemon: " + e.getMessage());
    }
    return false;
  }

  private boolean isNews(Envelope.Notification notification, byte[] json, boolean again)
      throws BadMessageException {
    return progress == null
        || !notification.method().equals(Progress.METHOD)
        || progress.grows(json, again);
  }

  /// Tells the client that its request waits for another daemon.
  void tellThatItWaits() {
    try {
      byte[] waiting = progress == null ? null : progress.waiting();
      if (waiting != null && !cancellation.isCancelled()) {
        notifications.accept(waiting);
      }
    } catch (BadMessageException e) {
      client.log("request " + id + " has no progress: " + e.getMessage());
    }
  }
}
