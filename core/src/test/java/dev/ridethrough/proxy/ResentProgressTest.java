package dev.ridethrough.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ridethrough.grace.Delivery;
import dev.ridethrough.grace.Grace;
import dev.ridethrough.grace.Poll;
import dev.ridethrough.machine.Wire;
import dev.ridethrough.proxy.Daemons.Taken;
import dev.ridethrough.wire.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a client hears of the progress of a request that several daemons worked on.
class ResentProgressTest {
  private static final String WAITING = "the daemon may be restarting; waiting";

  @TempDir private Path room;
  private Daemons daemons;
  private Session session;

  @BeforeEach
  void start() throws IOException {
    Path socket = room.resolve("d.sock");
    daemons = new Daemons(socket);
    Grace grace = Grace.of(Duration.ofSeconds(8), Poll.JITTERED).with(Delivery.EXACTLY_ONCE);
    session = new Session(socket, grace, port -> port);
  }

  @AfterEach
  void stop() throws IOException {
    session.close();
    daemons.close();
  }

  private static String progress(String token, Object progress) {
    return "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":{\"progressToken\":"
        + token
        + ",\"progress\":"
        + progress
        + "}}";
  }

  /// Of the notifications that were heard, in order.
  private List<Double> heard() {
    return session.lines().stream()
        .filter(it -> it.contains("notifications/progress"))
        .map(it -> it.replaceAll(".*\"progress\":([^,}]*).*", "$1"))
        .map(Double::valueOf)
        .toList();
  }

  private void runThrough(String token, Object... steps) throws IOException {
    try (Taken taken = daemons.take()) {
      for (Object step : steps) {
        taken.wire().send(progress(token, step));
      }
    }
  }

  private void finish(String token, Object... steps) throws IOException {
    try (Taken taken = daemons.take()) {
      for (Object step : steps) {
        taken.wire().send(progress(token, step));
      }
      taken.answer();
    }
    session.heard("\"result\"");
  }

  @Test
  void itOnlyGrowsThoughTheWorkBeginsAnew() throws IOException {
    session.send(Wire.call(1, "slow", "{}"));
    runThrough("\"p1\"", 10, 20.5);
    runThrough("\"p1\"", 10, 20.5, 21);
    finish("\"p1\"", 10, 20.5, 21, 30);
    assertThat(heard()).containsExactly(10.0, 20.5, 20.501, 21.0, 21.001, 30.0);
    assertThat(session.lines()).filteredOn(it -> it.contains(WAITING)).hasSize(2);
  }

  /// Whatever its tool says: only what begins anew is held against what was heard.
  @Test
  void whatTheFirstDaemonSaysIsPassedOnAsItIs() throws IOException {
    session.send(Wire.call(1, "slow", "{}"));
    finish("\"p1\"", 10, 5, 5);
    assertThat(heard()).containsExactly(10.0, 5.0, 5.0);
  }

  @Test
  void aRequestWithoutProgressYetIsToldToo() throws IOException {
    session.send(Wire.call(1, "slow", "{}").replace("\"p1\"", "7"));
    runThrough("7");
    finish("7", 0, 1);
    assertThat(session.heard(WAITING))
        .isEqualTo(progress("7", 0.0).replace("}}", ",\"message\":\"" + WAITING + "\"}}"));
    assertThat(heard()).containsExactly(0.0, 1.0);
  }

  @Test
  void itIsToldOnceAnOutageHoweverLongThatLasts() throws IOException {
    session.send(Wire.call(1, "slow", "{}"));
    try (Taken _ = daemons.take()) {
      daemons.leave();
    }
    session.heard(WAITING);
    long before = looks();
    await().until(() -> looks() > before + 3);
    daemons.comeBack();
    try (Taken taken = daemons.take()) {
      taken
          .wire()
          .send("{\"ridethrough\":\"not_started\",\"reason\":\"busy\",\"retryAfterMillis\":0}");
    }
    finish("\"p1\"");
    assertThat(heard()).containsExactly(0.0);
  }

  /// Nothing of it can have been executed: there is no progress to speak of.
  @Test
  void whatWasNotWrittenYetWaitsInSilence() throws IOException {
    daemons.leave();
    session.send(Wire.call(1, "slow", "{}"));
    await().until(() -> looks() > 3);
    daemons.comeBack();
    finish("\"p1\"");
    assertThat(heard()).isEmpty();
  }

  /// How often the proxy has looked for a daemon.
  private long looks() {
    return session.machine.calls.stream().filter("sockets"::equals).count();
  }

  @Test
  void whoAskedForNoProgressHearsNone() throws IOException {
    session.request(1);
    runThrough("\"p1\"");
    finish("\"p1\"");
    assertThat(heard()).isEmpty();
    assertThat(session.lines()).hasSize(1);
  }

  @Test
  void whatIsLargerThanAllStepsStillGrows() throws Exception {
    Progress progress = new Progress(bytes(Wire.call(1, "slow", "{}")));
    assertThat(progress.grows(bytes(progress("\"p1\"", "1e300")), false)).isTrue();
    byte[] waiting = progress.waiting();
    assertThat(Json.scalar(waiting, "params", "progress")).isEqualTo(Math.nextUp(1e300));
    assertThat(progress.grows(bytes(progress("\"p1\"", "1e999")), true)).isTrue();
    assertThat(progress.waiting()).as("nothing is above infinity").isNull();
  }

  @Test
  void whatIsOfAnotherTokenIsPassedOnAsItIs() throws IOException {
    session.send(Wire.call(1, "slow", "{}"));
    runThrough("\"p1\"", 10);
    finish("\"other\"", 3, 3);
    assertThat(heard()).containsExactly(10.0, 10.001, 3.0, 3.0);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
