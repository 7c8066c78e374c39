package dev.ridethrough.proxy;

import dev.ridethrough.machine.KernelException;
import dev.ridethrough.wire.ClientLine;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Whether a request's client still wants the reply, and which daemon to tell when it does not.
/// Thread-safe.
final class Cancellation {
  private static final Duration LIMIT = Duration.ofSeconds(1);

  private final Client client;
  private final String id;
  private final ReentrantLock lock = new ReentrantLock();
  private boolean cancelled;
  private @Nullable DaemonLink sent;

  Cancellation(Client client, String id) {
    this.client = client;
    this.id = id;
  }

  boolean isCancelled() {
    lock.lock();
    try {
      return cancelled;
    } finally {
      lock.unlock();
    }
  }

  /// The request is about to be written there, and [#end] will follow; false when it must not.
  boolean begin(DaemonLink link) {
    lock.lock();
    try {
      sent = cancelled ? null : link;
      return !cancelled;
    } finally {
      lock.unlock();
    }
  }

  /// The attempt is over.
  void end() {
    lock.lock();
    try {
      sent = null;
    } finally {
      lock.unlock();
    }
  }

  /// From now on nothing is written; wakes the request when it waits, and tells the daemon that has
  /// it.
  void cancel() {
    DaemonLink link;
    lock.lock();
    try {
      cancelled = true;
      link = sent;
    } finally {
      lock.unlock();
    }
    client.bell.ring();
    if (link != null) {
      client.machine.start("cancel " + id, () -> tell(link)); // the daemon may be slow to read
    }
  }

  private void tell(DaemonLink link) {
    try {
      link.write(LIMIT, new ClientLine.Cancel().bytes());
    } catch (KernelException e) {
      client.log("a cancellation was not delivered: " + e.getMessage());
    }
  }
}
