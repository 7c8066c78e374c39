package dev.ridethrough.proxy;

import dev.ridethrough.wire.BadMessageException;
import dev.ridethrough.wire.Json;
import dev.ridethrough.wire.Replies;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the client of one request hears of its progress: it only grows, however often the work
/// begins anew. Not thread-safe.
final class Progress {
  static final String METHOD = "notifications/progress";

  /// Small beside what tools count, be it parts of one or percent.
  private static final double STEP = 0.001;

  private final byte[] request;
  private boolean looked;
  private @Nullable Object token;
  private double last = Double.NEGATIVE_INFINITY;

  Progress(byte[] request) {
    this.request = request;
  }

  /// Whether the client may hear that notification.
  ///
  /// @param again whether an earlier attempt may have told it as much
  boolean grows(byte[] notification, boolean again) throws BadMessageException {
    Object about = token();
    if (about == null
        || !about.equals(Json.scalar(notification, "params", "progressToken"))
        || !(Json.scalar(notification, "params", "progress") instanceof Number progress)) {
      return true; // not about this request's work: none of ours
    }
    if (again && progress.doubleValue() <= last) {
      return false;
    }
    last = Math.max(last, progress.doubleValue());
    return true;
  }

  /// Tells the client that the daemon is away; null when it does not want to know, or can't be told
  /// as progress.
  byte @Nullable [] waiting() throws BadMessageException {
    Object about = token();
    double next = last == Double.NEGATIVE_INFINITY ? 0 : Math.max(last + STEP, Math.nextUp(last));
    if (about == null || !Double.isFinite(next)) {
      return null;
    }
    last = next;
    Map<String, Object> params = new LinkedHashMap<>();
    params.put("progressToken", about);
    params.put("progress", next);
    params.put("message", "the daemon may be restarting; waiting");
    return Replies.notification(METHOD, params);
  }

  private @Nullable Object token() throws BadMessageException {
    if (!looked) {
      looked = true;
      token = Json.scalar(request, "params", "_meta", "progressToken");
    }
    return token;
  }
}
