package dev.ridethrough.proxy;

import dev.ridethrough.wire.DaemonLine;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Which list of tools the client has, and which one the daemon: told apart by the digests that
/// daemons greet with. Thread-safe.
///
/// A client that asked and was not answered has an empty list.
final class ToolList {
  private static final String NONE = "";
  private static final Sighting NOBODY = new Sighting(0, 0, null);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private @Nullable String known;
  private boolean hasList;
  private Sighting current = NOBODY;
  private int listeners;

  /// The newest daemon did not give its list, and none has greeted us since.
  private boolean away;

  /// The newest daemon that has greeted us.
  record Sighting(long generation, long pid, @Nullable String digest) {}

  /// To be asked before the daemon is connected to that [#saw] then tells of.
  Sighting last() {
    lock.lock();
    try {
      return current;
    } finally {
      lock.unlock();
    }
  }

  /// A daemon has greeted us. Greetings may be told of in another order than they came: a lower
  /// generation is the newer one only if the higher was known before.
  void saw(Sighting before, DaemonLine.Greeting greeting) {
    lock.lock();
    try {
      if (greeting.generation() > current.generation() || before.equals(current)) {
        current = new Sighting(greeting.generation(), greeting.pid(), greeting.tools());
        away = false;
        knowIfItListens();
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /// The client has got the list of a daemon that greeted with `digest`.
  void listed(@Nullable String digest) {
    lock.lock();
    try {
      known = digest;
      hasList = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// The client has asked for a list, and got none. If it has no other it is told when the next
  /// daemon greets us, not before: it would only ask in vain again.
  void failed() {
    lock.lock();
    try {
      if (!hasList) {
        known = NONE;
        away = true;
      }
    } finally {
      lock.unlock();
    }
  }

  /// The client wants to know of changes from now on, compared to the list that it has, or else to
  /// that of the first daemon that is seen.
  void listen() {
    lock.lock();
    try {
      listeners++;
      knowIfItListens();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void knowIfItListens() {
    if (listeners > 0 && known == null) {
      known = current.digest();
    }
  }

  /// One of those that [#listen] was called for no longer wants to know.
  void stopListening() {
    lock.lock();
    try {
      listeners--;
    } finally {
      lock.unlock();
    }
  }

  /// Waits until the client must be told that its list is not the daemon's; from then on it counts
  /// as told.
  void awaitChange() {
    lock.lock();
    try {
      while (!isStale()) {
        changed.awaitUninterruptibly();
      }
      known = current.digest();
    } finally {
      lock.unlock();
    }
  }

  private boolean isStale() {
    String there = current.digest();
    return listeners > 0 && !away && known != null && there != null && !known.equals(there);
  }
}
