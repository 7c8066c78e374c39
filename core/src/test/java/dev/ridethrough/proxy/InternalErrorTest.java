package dev.ridethrough.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.grace.Grace;
import dev.ridethrough.grace.Poll;
import dev.ridethrough.machine.Connection;
import dev.ridethrough.machine.Sockets;
import dev.ridethrough.machine.TestMachine;
import dev.ridethrough.machine.Wire;
import dev.ridethrough.wire.Lines;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A bug of ours, or of what we stand on, in the middle of a request: nobody is told more, or less,
/// than is known.
class InternalErrorTest {
  private static final String REQUEST = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";

  @TempDir private Path room;
  private Path socket;
  private final TestMachine machine = new TestMachine();

  @BeforeEach
  void choosePath() {
    socket = room.resolve("d.sock");
  }

  private String reply(Map<String, Object> session) {
    Grace grace = Grace.of(Duration.ofSeconds(8), Poll.JITTERED);
    Client client = new Client(machine.port(), new ProxySettings(socket, grace, true, "test"));
    client.session(session);
    long now = TestMachine.REAL.nanoTime();
    byte @Nullable [] reply =
        new Exchange(client, REQUEST.getBytes(UTF_8), "1", false, now, _ -> {}).run();
    return reply == null ? "" : new String(reply, UTF_8);
  }

  /// What could not be loaded once is an error of another class each time after it.
  @Test
  void beforeTheRequestWasWrittenItIsNotSent() {
    machine.sockets(it ->
        TestMachine.overriding(
            Sockets.class,
            it,
            "connect",
            (_, _) -> {
              throw new NoClassDefFoundError("sun/nio/ch/Net");
            }));
    assertThat(reply(Map.of())).contains("-31001", "Not sent: internal error", "\"not_sent\"");
    assertThat(machine.log).singleElement().asString().contains("NoClassDefFoundError");
  }

  @Test
  void afterItWasWrittenItIsUnknown() throws IOException {
    machine.sockets(it ->
        TestMachine.overriding(
            Sockets.class,
            it,
            "connect",
            (_, original) -> failingAfterTheFirstWrite((Connection) original.call())));
    try (ServerSocketChannel listener = Wire.listen(socket)) {
      CompletableFuture<Void> daemon = new CompletableFuture<>();
      TestMachine.REAL.start(
          "daemon",
          () -> {
            try (Wire wire = Wire.accept(listener).send(Wire.greeting(1))) {
              wire.rest();
            } catch (IOException e) {
              daemon.completeExceptionally(e);
            }
            daemon.complete(null);
          });
      assertThat(reply(Map.of())).contains("-31002", "Outcome unknown: internal error");
      daemon.join();
    }
  }

  private static Connection failingAfterTheFirstWrite(Connection connection) {
    return TestMachine.overriding(
        Connection.class,
        connection,
        "write",
        (_, original) -> {
          var _ = original.call();
          throw new IllegalStateException("a bug");
        });
  }

  /// The daemon would close, and nobody could know what became of the request behind it.
  @Test
  void aHandshakeThatIsTooLongIsNeverWritten() throws IOException {
    try (ServerSocketChannel listener = Wire.listen(socket)) {
      CompletableFuture<Object> heard = new CompletableFuture<>();
      TestMachine.REAL.start(
          "daemon",
          () -> {
            try (Wire wire = Wire.accept(listener).send(Wire.greeting(1))) {
              heard.complete(wire.rest());
            } catch (IOException e) {
              heard.completeExceptionally(e);
            }
          });
      assertThat(reply(Map.of("clientInfo", "x".repeat(Lines.MAX_LINE_BYTES))))
          .contains("-31001", "longer than a line may be");
      assertThat(heard.join()).asString().doesNotContain("handshake");
    }
  }
}
