package dev.ridethrough.proxy;

import dev.ridethrough.machine.Phase;
import dev.ridethrough.mcp.Legacy;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// Tells the client, once for each change, that the list of tools that it has is not the daemon's
/// any more.
final class Announcer {
  private final Client client;
  private final Consumer<byte[]> output;
  private final Subscriptions subscriptions;
  private final AtomicBoolean started = new AtomicBoolean();
  private final AtomicBoolean looking = new AtomicBoolean();

  Announcer(Client client, Consumer<byte[]> output) {
    this.client = client;
    this.output = output;
    this.subscriptions = new Subscriptions(client, output, this::start);
  }

  Subscriptions subscriptions() {
    return subscriptions;
  }

  /// The client has asked for the list of tools. In a legacy session it is told of changes without
  /// asking, also when it asks nothing more: then nobody but the lookout would notice.
  void asked() {
    if (client.session() != null && !looking.getAndSet(true)) {
      start();
      client.machine.start("lookout", new Lookout(client)::watch);
    }
  }

  private void start() {
    if (!started.getAndSet(true)) {
      client.machine.start("announcements", this::announce);
    }
  }

  private void announce() {
    while (true) {
      client.tools.awaitChange();
      client.machine.enter(Phase.DELIVER, null);
      if (client.session() != null) {
        output.accept(Legacy.toolsChanged());
      }
      subscriptions.tellToolsChanged();
    }
  }
}
