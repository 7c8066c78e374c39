package dev.ridethrough.app;

import static dev.ridethrough.machine.Wire.call;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The packaged proxy and its daemons' deaths, as an MCP client sees them.
class ServeIT {
  private static final String INITIALIZE =
      "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":"
          + "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},"
          + "\"clientInfo\":{\"name\":\"it\",\"version\":\"1\"}}}";

  @TempDir private Path home;
  private App app;

  @BeforeEach
  void start() {
    app = new App(home);
  }

  @AfterEach
  void end() {
    app.close();
  }

  private static String echo(int id, String text) {
    return call(id, "echo", "{\"text\":\"" + text + "\"}");
  }

  private static String slow(int id, int millis) {
    return call(id, "ledger_slow_append", "{\"text\":\"x\",\"ms\":" + millis + "}");
  }

  private static List<String> replies(Child serve, int id) {
    return serve.out().stream()
        .filter(line -> line.startsWith("{\"jsonrpc\":\"2.0\",\"id\":" + id + ","))
        .toList();
  }

  @Test
  void aLineThatIsTooLongIsAnsweredAndTheSessionGoesOn() throws IOException {
    app.daemon();
    Child serve = app.start("serve");
    serve.send(echo(1, "x".repeat(20_000_000))).hears("-32700");
    assertThat(serve.send(echo(2, "two")).hears("\"id\":2")).contains("two");
    assertThat(serve.end().status()).isZero();
  }

  @Test
  void manyLargeRequestsInAnOutageAreAllAnswered() throws IOException {
    Child serve = app.start("serve", "--grace", "1s");
    String large = "x".repeat(500_000);
    for (int id = 1; id <= 400; id++) {
      serve.send(echo(id, large));
    }
    assertThat(serve.end().status()).isZero();
    assertThat(serve.out()).hasSize(400).allMatch(line -> line.contains("-31001"));
  }

  @Test
  void aDaemonKilledInMidRequestIsReportedAndTheNextGenerationServesTheSession()
      throws IOException {
    Child first = app.daemon();
    Child serve = app.start("serve", "--delivery", "at-most-once").send(INITIALIZE);
    serve.hears("\"id\":0");
    serve.send(slow(1, 60_000)).hears("notifications/progress");
    first.kill();

    assertThat(serve.hears("\"id\":1"))
        .contains("\"code\":-31002")
        .contains("may have restarted")
        .contains("may or may not have been executed")
        .contains("look at its effect before you send it a second time")
        .contains("\"outcome\":\"unknown\"")
        .contains("\"retryable\":false")
        .doesNotContain("retry\"")
        .doesNotContain("try again");

    app.daemon().says("generation 2 serves");
    assertThat(serve.send(echo(2, "two")).hears("\"id\":2")).contains("\"result\"").contains("two");
    assertThat(serve.end().status()).isZero();
    assertThat(replies(serve, 1)).hasSize(1);
    assertThat(replies(serve, 2)).hasSize(1);
  }

  @Test
  void aDaemonKilledInMidRequestCostsTheClientNothingUnlessItIsAskedOtherwise() throws IOException {
    Child first = app.daemon();
    Child serve = app.start("serve").send(slow(1, 1_500));
    serve.hears("notifications/progress");
    first.kill();
    app.daemon().says("generation 2 serves");
    assertThat(serve.hears("\"id\":1")).contains("\"result\"").doesNotContain("-3100");
    assertThat(serve.send(call(2, "ledger_entries", "{}")).hears("\"id\":2"))
        .containsOnlyOnce("\"request_key\":");
    assertThat(serve.end().status()).isZero();
    assertThat(replies(serve, 1)).hasSize(1);
  }

  @Test
  void aRequestMadeInTheRestartWindowEndsUpOnTheRestartedDaemon() throws IOException {
    app.daemon().kill();
    Child serve =
        app.start("serve").send(INITIALIZE).send(call(1, "ledger_append", "{\"text\":\"x\"}"));
    app.daemon();
    assertThat(serve.hears("\"id\":1")).contains("\"result\"");
    assertThat(serve.send(call(2, "ledger_entries", "{}")).hears("\"id\":2"))
        .containsOnlyOnce("\"request_key\":");
    assertThat(serve.end().status()).isZero();
    assertThat(serve.out()).hasSize(3);
  }

  @Test
  void progressComesBeforeItsReplyWithManyRequestsAtOnce() throws IOException {
    app.daemon();
    Child serve = app.start("serve");
    for (int id = 1; id <= 30; id++) {
      serve.send(slow(id, 250));
    }
    assertThat(serve.end().status()).isZero();
    List<String> out = serve.out();
    for (int id = 1; id <= 30; id++) {
      assertThat(replies(serve, id)).as("replies to %d", id).hasSize(1);
      int reply = out.indexOf(replies(serve, id).getFirst());
      String token = "\"p" + id + "\"";
      assertThat(IntStream.range(0, out.size()).filter(i -> out.get(i).contains(token)).boxed())
          .as("progress of %d", id)
          .hasSize(3)
          .allMatch(index -> index < reply);
    }
  }

  @Test
  void whatIsInFlightSurvivesAPlannedRestart() throws IOException {
    Child first = app.daemon();
    Child serve = app.start("serve").send(slow(1, 1500));
    serve.hears("notifications/progress");
    first.terminate();
    first.says("generation 1");
    serve.send(echo(2, "meanwhile"));
    app.daemon();
    assertThat(serve.hears("\"id\":1,")).contains("\"result\"");
    assertThat(serve.hears("\"id\":2,")).contains("\"result\"");
    assertThat(first.status()).isZero();
  }

  @Test
  void onSigtermItDeliversWhatIsInFlight() throws IOException {
    app.daemon();
    Child serve = app.start("serve").send(slow(1, 800));
    serve.hears("notifications/progress");
    assertThat(serve.terminate().status()).isZero();
    assertThat(replies(serve, 1)).singleElement().asString().contains("\"result\"");
  }

  /// The largest line that anybody may send, through a proxy and a daemon of few megabytes.
  @Test
  void aLineThatIsTooLongForAToolIsStillAnswered() throws IOException {
    app.daemon();
    Child serve = app.start("serve").send(echo(1, "x".repeat(1_000_000)));
    serve.hears("\"id\":1,");
    serve.send(echo(2, "y")).hears("\"id\":2,");
  }
}
