package dev.ridethrough.proxy;

import dev.ridethrough.mcp.Listen;
import dev.ridethrough.wire.BadMessageException;
import dev.ridethrough.wire.Json;
import dev.ridethrough.wire.Replies;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// The subscriptions of a client. Bounded, because they last for as long as it likes. Thread-safe.
final class Subscriptions {
  private static final int MAX_OPEN = 32;
  private static final int MAX_REQUEST_BYTES = 64 * 1024;

  private final Client client;
  private final Consumer<byte[]> output;
  private final Runnable opened;
  private final ReentrantLock lock = new ReentrantLock();
  private final Set<Subscription> open = new LinkedHashSet<>();
  private boolean ending;

  /// Of the thread that reads from the client.
  private long last;

  /// @param opened called when the client is told of changes from now on
  Subscriptions(Client client, Consumer<byte[]> output, Runnable opened) {
    this.client = client;
    this.output = output;
    this.opened = opened;
  }

  /// Opens one, or answers why not.
  ///
  /// @param id of the request, as JSON text
  /// @param inFlight where it can be cancelled, under `key`
  void open(String id, byte[] line, InFlight inFlight, String key) throws BadMessageException {
    if (line.length > MAX_REQUEST_BYTES) {
      refuse(id, "a subscription takes at most " + MAX_REQUEST_BYTES + " bytes");
      return;
    }
    switch (Listen.of(id, Json.object(line))) {
      case Listen.Asked.Refused it -> output.accept(it.refusal().bytes(id));
      case Listen.Asked.Granted it -> open(it.listen(), line, inFlight, key);
    }
  }

  private void open(Listen listen, byte[] line, InFlight inFlight, String key) {
    last++;
    Subscription subscription =
        new Subscription(
            client, listen, line, last, output, opened, it -> forget(it, inFlight, key));
    if (!add(subscription)) {
      refuse(listen.id(), "at most " + MAX_OPEN + " subscriptions at once");
    } else if (!inFlight.register(key, subscription)) {
      remove(subscription);
      refuse(listen.id(), "id " + listen.id() + " is in flight already");
    } else if (isEnding()) {
      subscription.end();
    } else {
      client.machine.start("subscription " + listen.id(), subscription::run);
    }
  }

  private void refuse(String id, String reason) {
    output.accept(Replies.error(id, Replies.INVALID_REQUEST, "Invalid request: " + reason, null));
  }

  private boolean add(Subscription subscription) {
    lock.lock();
    try {
      return open.size() < MAX_OPEN && open.add(subscription);
    } finally {
      lock.unlock();
    }
  }

  private void forget(Subscription subscription, InFlight inFlight, String key) {
    inFlight.unregister(key, subscription);
    remove(subscription);
  }

  private void remove(Subscription subscription) {
    lock.lock();
    try {
      open.remove(subscription);
    } finally {
      lock.unlock();
    }
  }

  private List<Subscription> all() {
    lock.lock();
    try {
      return new ArrayList<>(open);
    } finally {
      lock.unlock();
    }
  }

  void tellToolsChanged() {
    all().forEach(Subscription::tellToolsChanged);
  }

  private boolean isEnding() {
    lock.lock();
    try {
      return ending;
    } finally {
      lock.unlock();
    }
  }

  /// The client has left, or is about to: each gets its reply, those that still come at once.
  void end() {
    lock.lock();
    try {
      ending = true;
    } finally {
      lock.unlock();
    }
    all().forEach(Subscription::end);
  }
}
