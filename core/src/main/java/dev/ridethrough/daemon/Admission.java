package dev.ridethrough.daemon;

import dev.ridethrough.machine.Machine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Decides which requests start. Once draining begins none starts any more, and everybody who has
/// not started is told so.
final class Admission {
  /// Requests that run at once; others are told to come back.
  static final int MAX_RUNNING = 256;

  /// Subscriptions at once.
  static final int MAX_LISTENING = 256;

  private final Machine machine;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Set<Conversation> waiting = new LinkedHashSet<>();
  private final Set<Conversation> listening = new LinkedHashSet<>();

  /// Each with the time at which it started, the oldest first.
  private final Map<Conversation, Long> running = new LinkedHashMap<>();

  private final Pace pace = new Pace();
  private boolean draining;
  private boolean overtime;

  Admission(Machine machine) {
    this.machine = machine;
  }

  /// What [#start] decided.
  enum Verdict {
    STARTED,
    SATURATED,
    /// It is being told so, or was.
    REFUSED
  }

  /// Takes note of a new connection; false when the daemon drains, and the connection must be
  /// refused.
  boolean enter(Conversation conversation) {
    lock.lock();
    try {
      if (!draining) {
        waiting.add(conversation);
      }
      return !draining;
    } finally {
      lock.unlock();
    }
  }

  /// Moves a conversation from waiting to running, for ever out of the drain's reach.
  Verdict start(Conversation conversation) {
    lock.lock();
    try {
      if (!waiting.contains(conversation)) {
        return Verdict.REFUSED;
      }
      if (running.size() >= MAX_RUNNING) {
        return Verdict.SATURATED;
      }
      waiting.remove(conversation);
      running.put(conversation, machine.nanoTime());
      return Verdict.STARTED;
    } finally {
      lock.unlock();
    }
  }

  /// Moves a conversation from waiting to listening: it takes the place of no request, and a drain
  /// does not wait for it.
  Verdict listen(Conversation conversation) {
    lock.lock();
    try {
      if (!waiting.contains(conversation)) {
        return Verdict.REFUSED;
      }
      if (listening.size() >= MAX_LISTENING) {
        return Verdict.SATURATED;
      }
      waiting.remove(conversation);
      listening.add(conversation);
      return Verdict.STARTED;
    } finally {
      lock.unlock();
    }
  }

  /// Takes one away that has not started: it never will, and must be told so.
  ///
  /// @return false when it has started, or is being refused already
  boolean withdraw(Conversation conversation) {
    lock.lock();
    try {
      return waiting.remove(conversation);
    } finally {
      lock.unlock();
    }
  }

  /// Withdraws the oldest of those that keep silent; null when there is none.
  @Nullable Conversation evict() {
    lock.lock();
    try {
      for (Conversation conversation : waiting) {
        if (conversation.isSilent()) {
          waiting.remove(conversation);
          return conversation;
        }
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  void leave(Conversation conversation) {
    lock.lock();
    try {
      waiting.remove(conversation);
      listening.remove(conversation);
      Long since = running.remove(conversation);
      if (since != null) {
        pace.ended(machine.nanoTime() - since);
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  List<Conversation> running() {
    lock.lock();
    try {
      return new ArrayList<>(running.keySet());
    } finally {
      lock.unlock();
    }
  }

  /// When to come back, for one who is sent away because there is too much to do.
  long retryAfterMillis() {
    lock.lock();
    try {
      long now = machine.nanoTime();
      long oldest = running.isEmpty() ? now : running.values().iterator().next();
      return pace.turnMillis(now, MAX_RUNNING, now - oldest);
    } finally {
      lock.unlock();
    }
  }

  /// From now on nothing starts.
  ///
  /// @return who must be told so, be it to start nothing or to listen no longer
  List<Conversation> drain() {
    lock.lock();
    try {
      draining = true;
      List<Conversation> refused = new ArrayList<>(waiting);
      waiting.clear();
      refused.addAll(listening);
      listening.clear();
      return refused;
    } finally {
      lock.unlock();
    }
  }

  /// Waits until nothing runs, or [#endWaiting] is called.
  ///
  /// @return how many still run
  int awaitIdle() {
    lock.lock();
    try {
      while (!running.isEmpty() && !overtime) {
        changed.awaitUninterruptibly();
      }
      return running.size();
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
