package dev.ridethrough.proxy;

import dev.ridethrough.machine.Machine;
import dev.ridethrough.wire.Text;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/// The log, in which a thousand lines of one kind are two: the first, and how many followed within
/// the second. Thread-safe.
final class FloodLog {
  private static final Duration PERIOD = Duration.ofSeconds(1);

  private final Machine machine;
  private final ReentrantLock lock = new ReentrantLock();

  /// What was held back since the last line, by kind.
  private final Map<String, Long> heldBack = new LinkedHashMap<>();

  FloodLog(Machine machine) {
    this.machine = machine;
  }

  /// Always written.
  void line(String text) {
    machine.log("ridethrough: " + Text.printable(text));
  }

  /// Written when it is the first of its kind for a second, else counted.
  ///
  /// @param kind for people, in the plural; one of few
  void line(String kind, String text) {
    lock.lock();
    try {
      if (heldBack.computeIfPresent(kind, (_, n) -> n + 1) != null) {
        return;
      }
      heldBack.put(kind, 0L);
    } finally {
      lock.unlock();
    }
    line(text);
    machine.after(PERIOD, () -> sumUp(kind));
  }

  private void sumUp(String kind) {
    long more;
    lock.lock();
    try {
      Long counted = heldBack.remove(kind);
      more = counted == null ? 0 : counted;
      if (more > 0) {
        heldBack.put(kind, 0L);
      }
    } finally {
      lock.unlock();
    }
    if (more > 0) {
      line("as before: " + more + " more " + kind);
      machine.after(PERIOD, () -> sumUp(kind));
    }
  }

  /// Writes what is held back; at the end.
  void flush() {
    Map<String, Long> last;
    lock.lock();
    try {
      last = new LinkedHashMap<>(heldBack);
      heldBack.clear();
    } finally {
      lock.unlock();
    }
    last.forEach((kind, more) -> {
      if (more > 0) {
        line("as before: " + more + " more " + kind);
      }
    });
  }
}
