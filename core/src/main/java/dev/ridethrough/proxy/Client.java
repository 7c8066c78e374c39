package dev.ridethrough.proxy;

import dev.ridethrough.machine.Machine;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What all requests of one proxy process share: its identity, its bell and the session context.
final class Client {
  private static final int IDENTITY_BYTES = 16;
  private static final int ATTEMPTS_AT_ONCE = 128;

  final Machine machine;
  final ProxySettings settings;
  final Bell bell;

  /// Attempts at once; fewer than a daemon runs, so that several proxies fit.
  final Slots slots;

  final FloodLog log;
  final String id;

  /// Of its requests.
  final Numbers numbers = new Numbers();

  /// The client's and the daemon's.
  final ToolList tools = new ToolList();

  private final AtomicReference<@Nullable Map<String, Object>> session = new AtomicReference<>();
  private final ReentrantLock versionsLock = new ReentrantLock();
  private final Set<String> versions = new LinkedHashSet<>();

  Client(Machine machine, ProxySettings settings) {
    this.machine = machine;
    this.settings = settings;
    this.log = new FloodLog(machine);
    this.slots = new Slots(machine, ATTEMPTS_AT_ONCE);
    this.bell = new Bell(machine, settings.directory(), settings.watching());
    byte[] identity = new byte[IDENTITY_BYTES];
    machine.random().nextBytes(identity);
    this.id = HexFormat.of().formatHex(identity);
  }

  /// What `initialize` agreed on; carried with each request, so that a new daemon needs no replay
  /// of it.
  @Nullable Map<String, Object> session() {
    return session.get();
  }

  /// Replaces it. In such a session the client hears of a changed list of tools without asking.
  void session(Map<String, Object> agreed) {
    if (session.getAndSet(agreed) == null) {
      tools.listen();
    }
  }

  /// Connects to the daemon that is there now, waits for its greeting and takes note of it.
  DaemonLink connect(Duration greetingLimit) throws AttemptFailed {
    ToolList.Sighting before = tools.last();
    DaemonLink link = DaemonLink.open(machine, settings.socket(), greetingLimit);
    noteVersion(link.greeting().version());
    tools.saw(before, link.greeting());
    return link;
  }

  /// Says once a version that the daemon's differs from ours.
  private void noteVersion(String daemon) {
    if (!daemon.equals(settings.version()) && isNew(daemon)) {
      log(
          "the daemon has version %s, this proxy %s. They work together; to have one version,"
                  .formatted(daemon, settings.version())
              + " restart the older of the two.");
    }
  }

  /// Of that version nothing is said.
  void knows(String version) {
    isNew(version);
  }

  private boolean isNew(String version) {
    versionsLock.lock();
    try {
      return versions.add(version);
    } finally {
      versionsLock.unlock();
    }
  }

  void log(String text) {
    log.line(text);
  }
}
