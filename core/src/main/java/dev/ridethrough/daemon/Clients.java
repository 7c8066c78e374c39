package dev.ridethrough.daemon;

import dev.ridethrough.machine.Machine;
import dev.ridethrough.wire.ClientGroup;
import dev.ridethrough.wire.ClientLine;
import dev.ridethrough.wire.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/// Which clients this generation heard of lately, and of which version they are: after an update
/// some still run the old program. Thread-safe.
final class Clients {
  /// A client that is idle for longer is not known any more.
  private static final Duration RECENT = Duration.ofMinutes(10);

  private static final int MAX_CLIENTS = 1000;
  private static final int MAX_GROUPS = 20;

  private final Machine machine;
  private final ReentrantLock lock = new ReentrantLock();

  /// By identity, the one that was heard of last at the end.
  private final Map<String, Heard> heard = new LinkedHashMap<>();

  Clients(Machine machine) {
    this.machine = machine;
  }

  private record Heard(Kind kind, long at) {}

  private record Kind(String version, int protocol) {}

  void hear(ClientLine.Handshake handshake) {
    Kind kind = new Kind(Text.printable(handshake.version()), handshake.protocol());
    lock.lock();
    try {
      heard.remove(handshake.client());
      heard.put(handshake.client(), new Heard(kind, machine.nanoTime()));
      if (heard.size() > MAX_CLIENTS) {
        heard.remove(heard.keySet().iterator().next());
      }
    } finally {
      lock.unlock();
    }
  }

  /// By version and protocol, those that were heard of last first.
  List<ClientGroup> groups() {
    Map<Kind, ClientGroup> groups = new LinkedHashMap<>();
    long now = machine.nanoTime();
    for (Heard each : lately(now)) {
      long seconds = Duration.ofNanos(now - each.at).toSeconds();
      ClientGroup one = new ClientGroup(each.kind.version, each.kind.protocol, 1, seconds);
      groups.merge(each.kind, one, (all, _) -> oneMore(all));
    }
    return groups.values().stream().limit(MAX_GROUPS).toList();
  }

  private static ClientGroup oneMore(ClientGroup all) {
    return new ClientGroup(all.version(), all.protocol(), all.clients() + 1, all.secondsAgo());
  }

  private List<Heard> lately(long now) {
    lock.lock();
    try {
      heard.values().removeIf(it -> now - it.at > RECENT.toNanos());
      return new ArrayList<>(heard.values()).reversed();
    } finally {
      lock.unlock();
    }
  }
}
