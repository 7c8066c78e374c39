package dev.ridethrough.chaos.world.run;

import dev.ridethrough.chaos.scenario.Disturbance;
import dev.ridethrough.chaos.scenario.Scenario;
import java.io.IOException;

/// What can be done to a proxy and its client.
final class ProxyFaults {
  private static final long STOP_MILLIS = 1_000;

  /// A pipe takes 64 KiB in pages that may be part empty, and the reader has taken some already.
  private static final int FULL_PIPE = 48 * 1024;

  private final Scenario scenario;
  private final Seats seats;
  private final long slackMillis;
  private final Time time;

  /// @param slackMillis what a busy machine may need beyond what the proxy is allowed
  ProxyFaults(Scenario scenario, Seats seats, long slackMillis, Time time) {
    this.scenario = scenario;
    this.seats = seats;
    this.slackMillis = slackMillis;
    this.time = time;
  }

  Undo begin(Disturbance disturbance, ProxyClient client) throws IOException {
    return switch (disturbance.fault()) {
      case PROXY_STOPPED -> stop(client);
      case OUTPUT_UNREAD -> unread(client);
      case PROXY_KILLED -> {
        client.process().signal(Child.Signal.KILL);
        yield ended(client, disturbance.proxy());
      }
      case PROXY_TERMINATED -> {
        client.process().signal(Child.Signal.TERM);
        yield ended(client, disturbance.proxy());
      }
      case EDITOR_KILLED -> {
        client.die();
        yield ended(client, disturbance.proxy());
      }
      default -> throw new IllegalArgumentException(disturbance.fault() + " strikes no proxy");
    };
  }

  private static Undo stop(ProxyClient client) {
    client.process().signal(Child.Signal.STOP);
    boolean stopped = client.process().awaitStopped(STOP_MILLIS);
    return () -> {
      client.process().signal(Child.Signal.CONT);
      return Seen.of(stopped, "it stood still");
    };
  }

  private static Undo unread(ProxyClient client) {
    client.stopReading();
    return () -> {
      int waiting = client.unread();
      client.readOn();
      return Seen.of(waiting >= FULL_PIPE, waiting + " bytes waited in the pipe");
    };
  }

  private Undo ended(ProxyClient client, int seat) throws IOException {
    seats.replace(seat);
    return () -> {
      boolean ended =
          time.awaitOrGiveUp(
              client.exited(), scenario.windowMillis() + scenario.drainMillis() + slackMillis);
      return Seen.of(ended, "it ended");
    };
  }
}
