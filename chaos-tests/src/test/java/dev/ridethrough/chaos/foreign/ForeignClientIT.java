package dev.ridethrough.chaos.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ridethrough.chaos.foreign.Daemons.Death;
import dev.ridethrough.chaos.foreign.Daemons.End;
import dev.ridethrough.chaos.foreign.Daemons.Signal;
import dev.ridethrough.chaos.world.LedgerRows;
import dev.ridethrough.grace.Delivery;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.ProgressNotification;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A client that others wrote, the official Java SDK's: it must never notice a restart. It gives
/// its session up at the first line that is not JSON and at the end of standard error, and it waits
/// for lost replies until it times out.
class ForeignClientIT {
  private static final long SEED = 20_261_101;
  private static final int RESTARTS = 20;
  private static final int IN_FLIGHT = 24;
  private static final int SENT_WHILE_DOWN = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  @TempDir private Path home;
  private final List<ProgressNotification> progress = new CopyOnWriteArrayList<>();
  private Place place;
  private Transport transport;
  private McpSyncClient client;
  private Daemons daemons;

  @BeforeEach
  void start() throws Exception {
    place = new Place(Path.of(System.getProperty("ridethrough.app")), home, Delivery.AT_MOST_ONCE);
    daemons = new Daemons(place, home.resolve("daemon.log"));
    daemons.start();
    transport = new Transport(place);
    client =
        McpClient.sync(transport).requestTimeout(PATIENCE).progressConsumer(progress::add).build();
    client.initialize();
  }

  @AfterEach
  void end() {
    daemons.close();
    client.closeGracefully();
    transport.proxy().destroyForcibly();
  }

  @Test
  void oneSessionRidesOutTwentyRestarts() throws Exception {
    Process proxy = transport.proxy();
    Traffic traffic = new Traffic(client);
    traffic.start(2);
    restart(traffic);
    traffic.stop();

    assertThat(transport.proxy().pid()).isEqualTo(proxy.pid());
    assertThat(proxy.isAlive()).as("the proxy lives; it said %s", transport.log()).isTrue();
    assertThat(client.closeGracefully()).isTrue();
    assertThat(proxy.exitValue()).isZero();
    assertThat(daemons.end(Signal.SIGTERM)).isZero();

    Findings findings =
        new Findings(traffic.ended(), daemons.deaths(), LedgerRows.byToken(place.ledger()));
    System.out.println(findings.summary());
    judge(findings);
  }

  private void restart(Traffic traffic) throws Exception {
    Random random = new Random(SEED);
    for (Signal signal : signals(random)) {
      traffic.awaitEnded(10);
      Pause.millis(random.nextInt(100));
      traffic.burst(IN_FLIGHT); // one kill meets calls between commit and reply, too
      End struck = daemons.strike(signal);
      traffic.burst(SENT_WHILE_DOWN);
      Pause.millis(random.nextInt(150, 600));
      Death death = daemons.next(struck);
      traffic.awaitEndOf(death.next());
      if (traffic.hasFailed()) {
        return; // the findings say what
      }
    }
  }

  /// As many of the one as of the other.
  private static List<Signal> signals(Random random) {
    List<Signal> signals =
        new ArrayList<>(
            Stream.of(Signal.values())
                .flatMap(it -> Collections.nCopies(RESTARTS / 2, it).stream())
                .toList());
    Collections.shuffle(signals, random);
    return signals;
  }

  private void judge(Findings findings) {
    String run = "with seed " + SEED + ": " + findings.summary();
    assertThat(findings.wrong()).as(run).isEmpty();
    assertThat(findings.deaths()).as(run).hasSize(RESTARTS);
    assertThat(findings.deaths())
        .as(run)
        .filteredOn(it -> it.signal() == Signal.SIGTERM)
        .allMatch(it -> it.status() == 0);
    assertThat(findings.sentWhileDown())
        .as(run)
        .hasSizeGreaterThanOrEqualTo(50)
        .allMatch(Call::succeeded);
    assertThat(findings.inFlightAtSigkill()).as(run).isPositive();
    assertThat(transport.initializations()).as("handshakes, " + run).isEqualTo(1);
    assertThat(transport.processes()).as("proxies, " + run).isEqualTo(1);
  }

  @Test
  void progressReachesItsConsumer() {
    client.callTool(slowAppend("slow", 300));
    await().until(() -> progress.size() == 3);
    assertThat(progress).allMatch(it -> it.progressToken().equals("progress of slow"));
    assertThat(progress)
        .extracting(ProgressNotification::progress)
        .containsExactlyInAnyOrder(100.0, 200.0, 300.0);
  }

  /// The SDK has no cancellation, so its transport is given the notification.
  @Test
  void aCancelledCallLeavesNothingAndTheSessionGoesOn() throws Exception {
    Thread caller = Thread.ofPlatform().daemon().start(() -> callUntilInterrupted("cancelled"));
    await().until(() -> !progress.isEmpty());
    transport
        .sendMessage(
            new JSONRPCNotification(
                "notifications/cancelled", Map.of("requestId", transport.lastCall())))
        .block();
    int before = progress.size();
    caller.interrupt();
    client.callTool(slowAppend("next", 300));

    assertThat(client.closeGracefully()).isTrue();
    assertThat(transport.proxy().exitValue()).isZero();
    assertThat(daemons.end(Signal.SIGTERM)).isZero();
    assertThat(LedgerRows.byToken(place.ledger())).isEqualTo(Map.of("next", 1));
    assertThat(progress.subList(before, progress.size()))
        .as("progress after the cancellation")
        .filteredOn(it -> it.progressToken().equals("progress of cancelled"))
        .hasSizeLessThanOrEqualTo(1); // one may have been on its way
  }

  private void callUntilInterrupted(String text) {
    try {
      client.callTool(slowAppend(text, 60_000));
    } catch (RuntimeException interrupted) {
      // nobody waits for the reply any more
    }
  }

  private static CallToolRequest slowAppend(String text, int millis) {
    return CallToolRequest.builder("ledger_slow_append")
        .arguments(Map.of("text", text, "ms", millis))
        .progressToken("progress of " + text)
        .build();
  }
}
