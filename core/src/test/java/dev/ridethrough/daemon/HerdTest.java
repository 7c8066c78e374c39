package dev.ridethrough.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ridethrough.grace.Grace;
import dev.ridethrough.grace.Poll;
import dev.ridethrough.machine.TestMachine;
import dev.ridethrough.proxy.Call;
import dev.ridethrough.proxy.ProxySettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Many proxies that wait for one daemon; by polling alone, because one process has no hundred
/// watches.
class HerdTest {
  private static final int PROXIES = 100;
  private static final Map<String, Object> APPEND =
      Map.of("name", "ledger_append", "arguments", Map.of("text", "x"));

  @TempDir private Path room;

  @Test
  void aHundredWaitingProxiesAreAllServedOnce() throws IOException {
    Path socket = Homes.socketIn(room);
    ProxySettings settings =
        new ProxySettings(socket, Grace.of(Grace.DEFAULT_WINDOW, Poll.JITTERED), false, "test");
    var answers = new ConcurrentLinkedQueue<Call.Answer>();
    for (int i = 0; i < PROXIES; i++) {
      Call call = new Call(new TestMachine().port(), settings);
      TestMachine.REAL.start("proxy", () -> answers.add(call.request("tools/call", APPEND)));
    }
    await().pollDelay(Duration.ofMillis(500)).until(answers::isEmpty);
    try (RunningDaemon daemon = RunningDaemon.at(socket)) {
      await().until(() -> answers.size() == PROXIES);
      assertThat(answers).allMatch(Call.Answer.Result.class::isInstance);
      assertThat(daemon.effects()).isEqualTo(PROXIES);
    }
  }
}
