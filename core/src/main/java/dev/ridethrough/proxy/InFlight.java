package dev.ridethrough.proxy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What a proxy has taken from its client and not yet answered. Bounded: what does not fit waits in
/// the client's pipe.
final class InFlight {
  private static final int MAX_MESSAGES = 1024;
  private static final int MAX_BYTES = 64 * 1024 * 1024;

  private final Semaphore places = new Semaphore(MAX_MESSAGES);
  private final Semaphore room = new Semaphore(MAX_BYTES);
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<String, Cancellable> requests = new LinkedHashMap<>();
  private int running;
  private boolean overtime;
  private boolean ended;

  /// What has an id that its client may cancel.
  interface Cancellable {
    void cancel();
  }

  /// Waits for a place; to be left again with the same line.
  ///
  /// @return false once nobody waits for what is in flight any more: it is too late to take it
  boolean enter(byte[] line) {
    places.acquireUninterruptibly();
    room.acquireUninterruptibly(line.length);
    return begin();
  }

  void leave(byte[] line) {
    room.release(line.length);
    places.release();
    end();
  }

  /// For what the proxy has to deliver by itself: it needs no place, so it waits for none. To be
  /// [#end]ed.
  ///
  /// @return false once nobody waits for what is in flight any more
  boolean begin() {
    lock.lock();
    try {
      running += ended ? 0 : 1;
      return !ended;
    } finally {
      lock.unlock();
    }
  }

  void end() {
    lock.lock();
    try {
      running--;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Takes note of a request; false when its id is taken.
  boolean register(String id, Cancellable request) {
    lock.lock();
    try {
      return requests.putIfAbsent(id, request) == null;
    } finally {
      lock.unlock();
    }
  }

  void unregister(String id, Cancellable request) {
    lock.lock();
    try {
      requests.remove(id, request);
    } finally {
      lock.unlock();
    }
  }

  /// What is cancelled has no id any more: its client may use that again at once.
  @Nullable Cancellable take(String id) {
    lock.lock();
    try {
      return requests.remove(id);
    } finally {
      lock.unlock();
    }
  }

  /// Waits until all is answered, or [#endWaiting] is called. From then on nothing is taken: it
  /// would be cut in the middle of its reply.
  ///
  /// @return whether all is answered
  boolean awaitNone() {
    lock.lock();
    try {
      while (running > 0 && !overtime) {
        changed.awaitUninterruptibly();
      }
      ended = true;
      return running == 0;
    } finally {
      lock.unlock();
    }
  }

  void endWaiting() {
    lock.lock();
    try {
      overtime = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
