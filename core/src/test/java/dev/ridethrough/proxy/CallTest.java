package dev.ridethrough.proxy;

import static dev.ridethrough.machine.TestMachine.overriding;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import dev.ridethrough.grace.Delivery;
import dev.ridethrough.grace.Grace;
import dev.ridethrough.grace.Poll;
import dev.ridethrough.machine.Errno;
import dev.ridethrough.machine.KernelException;
import dev.ridethrough.machine.Peer;
import dev.ridethrough.machine.Sockets;
import dev.ridethrough.machine.TestMachine;
import dev.ridethrough.machine.Wire;
import dev.ridethrough.wire.Replies;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// One request against daemons that are played by hand.
class CallTest {
  private static final Duration WINDOW = Duration.ofSeconds(8);
  private static final Duration SHORT = Duration.ofMillis(400);

  /// What the machine may take beyond a window.
  private static final Duration TOLERANCE = Duration.ofMillis(500);

  private static final String RESULT = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"ok\":true}}";

  @TempDir private Path room;
  private Path socket;
  private final TestMachine machine = new TestMachine();
  private Duration took = Duration.ZERO;

  @BeforeEach
  void choosePath() {
    socket = room.resolve("d.sock");
  }

  private Call.Answer call(Grace grace, boolean watching) {
    ProxySettings settings = new ProxySettings(socket, grace, watching, "test");
    long before = System.nanoTime();
    Call.Answer answer = new Call(machine.port(), settings).request("ping", Map.of());
    took = Duration.ofNanos(System.nanoTime() - before);
    return answer;
  }

  private Call.Answer call(Duration window) {
    return call(Grace.of(window, Poll.JITTERED), true);
  }

  private interface Step {
    void run() throws IOException;
  }

  private static void run(Step step) {
    try {
      step.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void meanwhile(Step step) {
    TestMachine.REAL.start("played by hand", () -> run(step));
  }

  private static void in300Millis(Step step) {
    TestMachine.REAL.after(Duration.ofMillis(300), () -> run(step));
  }

  /// Answers one request.
  private static void serveOne(ServerSocketChannel listener) throws IOException {
    try (Wire wire = Wire.accept(listener)) {
      wire.send(Wire.greeting(1));
      wire.line();
      wire.line();
      wire.send(RESULT);
    }
  }

  private void listenAndServeOne() throws IOException {
    try (ServerSocketChannel listener = Wire.listen(socket)) {
      serveOne(listener);
    }
  }

  private static Call.Answer.Failed failed(Call.Answer answer, int code) {
    assertThat(answer).isInstanceOf(Call.Answer.Failed.class);
    Call.Answer.Failed failed = (Call.Answer.Failed) answer;
    assertThat(failed.code()).as(failed.message()).isEqualTo(code);
    return failed;
  }

  @Test
  void succeedsWhenTheDaemonBinds300MillisLater() {
    in300Millis(this::listenAndServeOne);
    assertThat(call(WINDOW)).isInstanceOf(Call.Answer.Result.class);
    assertThat(took).isBetween(Duration.ofMillis(290), Duration.ofSeconds(2));
  }

  @Test
  void succeedsWhenEvenTheDirectoryComesLater() {
    socket = room.resolve("later").resolve("d.sock");
    in300Millis(() -> {
      Files.createDirectory(socket.getParent());
      listenAndServeOne();
    });
    assertThat(call(WINDOW)).isInstanceOf(Call.Answer.Result.class);
  }

  @Test
  void succeedsWhenAStaleSocketIsReplaced() throws IOException {
    Wire.listen(socket).close();
    in300Millis(() -> {
      Files.delete(socket);
      listenAndServeOne();
    });
    assertThat(call(WINDOW)).isInstanceOf(Call.Answer.Result.class);
  }

  @ParameterizedTest
  @EnumSource(names = {"ENOENT", "ECONNREFUSED", "EAGAIN", "EMFILE"})
  void whatATimeCanHealIsTriedAgain(Errno errno) {
    try (SocketsThatFail sockets = new SocketsThatFail(errno, 3)) {
      machine.sockets(sockets::wrap);
      in300Millis(this::listenAndServeOne);
      if (errno == Errno.ECONNREFUSED) {
        run(() -> Wire.listen(socket).close());
        run(() -> Files.delete(socket));
      }
      assertThat(call(WINDOW)).isInstanceOf(Call.Answer.Result.class);
      assertThat(sockets.connects).hasValueGreaterThan(3);
    }
  }

  /// The first connects fail, the others are real.
  private record SocketsThatFail(Errno errno, int times, AtomicInteger connects)
      implements AutoCloseable {
    SocketsThatFail(Errno errno, int times) {
      this(errno, times, new AtomicInteger());
    }

    Sockets wrap(Sockets real) {
      return overriding(
          Sockets.class,
          real,
          "connect",
          (_, original) -> {
            if (connects.getAndIncrement() < times) {
              throw new KernelException(errno, "connect");
            }
            return original.call();
          });
    }

    @Override
    public void close() {}
  }

  @Test
  void givesUpAfterTheWindowAndNamesTheSocketAndTheUpdate() {
    Call.Answer.Failed failed = failed(call(SHORT), Replies.NOT_SENT);
    assertThat(took).isBetween(SHORT, SHORT.plus(TOLERANCE));
    assertThat(failed.message()).contains(socket.toString()).contains("after an update");
    assertThat(failed.message()).contains("safe to try again");
    assertThat(failed.error().get("data"))
        .asInstanceOf(MAP)
        .containsEntry("outcome", "not_sent")
        .containsEntry("retryable", true)
        .containsEntry("socket", socket.toString())
        .containsKey("waitedMs");
  }

  @Test
  void aWindowOfZeroStillTriesOnce() {
    failed(call(Duration.ZERO), Replies.NOT_SENT);
    assertThat(took).isLessThan(TOLERANCE);
    run(() -> {
      try (ServerSocketChannel listener = Wire.listen(socket)) {
        meanwhile(() -> serveOne(listener));
        assertThat(call(Duration.ZERO)).isInstanceOf(Call.Answer.Result.class);
      }
    });
  }

  @Test
  void permissionDeniedFailsAtOnce() {
    machine.sockets(new SocketsThatFail(Errno.EACCES, Integer.MAX_VALUE)::wrap);
    Call.Answer.Failed failed = failed(call(WINDOW), Replies.NOT_SENT);
    assertThat(took).isLessThan(TOLERANCE);
    assertThat(failed.message()).contains("no permission").contains(socket.toString());
    assertThat(failed.error().get("data")).asInstanceOf(MAP).containsEntry("retryable", false);
  }

  @Test
  void aRegularFileFailsAtOnceAndStays() throws IOException {
    Files.writeString(socket, "precious");
    assertThat(failed(call(WINDOW), Replies.NOT_SENT).message()).contains("a regular file");
    assertThat(took).isLessThan(TOLERANCE);
    assertThat(socket).hasContent("precious");
  }

  @Test
  void aDirectoryFailsAtOnce() throws IOException {
    Files.createDirectory(socket);
    assertThat(failed(call(WINDOW), Replies.NOT_SENT).message()).contains("a directory");
    assertThat(took).isLessThan(TOLERANCE);
  }

  @Test
  void aPipeFailsAtOnceAndStays() throws Exception {
    assertThat(new ProcessBuilder("mkfifo", socket.toString()).start().waitFor()).isZero();
    assertThat(failed(call(WINDOW), Replies.NOT_SENT).message()).contains("a pipe or a device");
    assertThat(took).isLessThan(TOLERANCE);
    assertThat(Files.exists(socket)).isTrue();
  }

  @Test
  void aDanglingLinkIsWaitedForAndFollowed() throws IOException {
    Path real = room.resolve("real");
    Files.createSymbolicLink(socket, real);
    in300Millis(() -> {
      try (ServerSocketChannel listener = Wire.listen(real)) {
        serveOne(listener);
      }
    });
    assertThat(call(WINDOW)).isInstanceOf(Call.Answer.Result.class);
  }

  @Test
  void aPathThatIsTooLongFailsAtOnceWithTheNumber() {
    socket = room.resolve("x".repeat(200));
    int bytes = socket.toString().length();
    assertThat(failed(call(WINDOW), Replies.NOT_SENT).message())
        .contains(bytes + " bytes")
        .contains(String.valueOf(TestMachine.REAL.sockets().maxPathBytes()));
    assertThat(took).isLessThan(TOLERANCE);
  }

  @Test
  void aDaemonOfAnotherUserFailsAtOnceAndIsSentNothing() throws IOException {
    machine.self = new Peer(1, TestMachine.REAL.self().uid() + 1);
    try (ServerSocketChannel listener = Wire.listen(socket)) {
      Call.Answer.Failed failed = failed(call(WINDOW), Replies.NOT_SENT);
      assertThat(failed.message()).contains("belongs to user " + TestMachine.REAL.self().uid());
      assertThat(took).isLessThan(TOLERANCE);
      assertThat(Wire.accept(listener).rest()).isEmpty();
    }
  }

  @Test
  void aListenerThatSpeaksAnotherProtocolFailsAtOnce() throws IOException {
    try (ServerSocketChannel listener = Wire.listen(socket)) {
      meanwhile(() -> Wire.accept(listener).send("220 mail.example.org ESMTP"));
      assertThat(failed(call(WINDOW), Replies.NOT_SENT).message())
          .contains("does not speak this protocol");
      assertThat(took).isLessThan(TOLERANCE);
    }
  }

  @Test
  void aNewerDaemonThatStillSpeaksOurProtocolServesUs() throws IOException {
    String newer = Wire.greeting(1).replace("\"protocol\":1", "\"protocol\":3,\"oldest\":1");
    try (ServerSocketChannel listener = Wire.listen(socket)) {
      CompletableFuture<String> handshake = new CompletableFuture<>();
      meanwhile(() -> {
        try (Wire wire = Wire.accept(listener).send(newer)) {
          handshake.complete(wire.line());
          wire.line();
          wire.send(RESULT);
        }
      });
      assertThat(call(WINDOW)).isInstanceOf(Call.Answer.Result.class);
      assertThat(handshake.join()).contains("\"protocol\":2,");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"4,\"oldest\":3", "0", "3"})
  void aDaemonThatDoesNotSpeakOurProtocolFailsAtOnce(String protocol) throws IOException {
    String other = Wire.greeting(1).replace("\"protocol\":1", "\"protocol\":" + protocol);
    try (ServerSocketChannel listener = Wire.listen(socket)) {
      meanwhile(() -> Wire.accept(listener).send(other));
      assertThat(failed(call(WINDOW), Replies.NOT_SENT).message()).contains("Update the older");
      assertThat(took).isLessThan(TOLERANCE);
    }
  }

  @Test
  void nothingIsSentAgainOnceItsNewlineWasWritten() throws IOException {
    try (ServerSocketChannel listener = Wire.listen(socket)) {
      meanwhile(() -> {
        try (Wire wire = Wire.accept(listener).send(Wire.journalGreeting(1))) {
          wire.line();
          wire.line();
        }
      });
      Grace seed = Grace.of(WINDOW, Poll.JITTERED).with(Delivery.AT_MOST_ONCE);
      Call.Answer.Failed failed = failed(call(seed, true), Replies.UNKNOWN);
      assertThat(took).isLessThan(TOLERANCE);
      assertThat(failed.message()).contains("may have restarted").contains("look at its effect");
      assertThat(failed.message()).doesNotContainIgnoringCase("retry");
      assertThat(failed.error().get("data"))
          .asInstanceOf(MAP)
          .containsEntry("outcome", "unknown")
          .containsEntry("retryable", false);
      listener.configureBlocking(false);
      assertThat(listener.accept()).as("a second attempt").isNull();
    }
  }

  @Test
  void aRequestThatTheDaemonDidNotStartIsSentAgainUnderItsKey() throws Exception {
    try (ServerSocketChannel listener = Wire.listen(socket)) {
      CompletableFuture<String> first = new CompletableFuture<>();
      CompletableFuture<String> second = new CompletableFuture<>();
      meanwhile(() -> {
        try (Wire wire = Wire.accept(listener).send(Wire.greeting(1))) {
          first.complete(wire.line());
          wire.line();
          wire.send("{\"ridethrough\":\"not_started\",\"reason\":\"busy\",\"retryAfterMillis\":0}");
        }
        try (Wire wire = Wire.accept(listener).send(Wire.greeting(2))) {
          second.complete(wire.line());
          wire.line();
          wire.send(RESULT);
        }
      });
      assertThat(call(WINDOW)).isInstanceOf(Call.Answer.Result.class);
      assertThat(first.get()).contains("\"attempt\":1");
      assertThat(second.get()).contains("\"attempt\":2").contains(key(first.get()));
    }
  }

  /// Who shall come back in five seconds is served at once by a daemon that takes the path.
  @Test
  void whoWasToldToComeBackLaterIsWokenByTheNextDaemon() throws Exception {
    try (ServerSocketChannel full = Wire.listen(socket)) {
      meanwhile(() -> {
        try (Wire wire = Wire.accept(full).send(Wire.greeting(1))) {
          wire.line();
          wire.line();
          wire.send(
              "{\"ridethrough\":\"not_started\",\"reason\":\"busy\",\"retryAfterMillis\":5000}");
        }
        Files.delete(socket);
        try (ServerSocketChannel next = Wire.listen(socket)) {
          serveOne(next);
        }
      });
      assertThat(call(Duration.ofSeconds(30))).isInstanceOf(Call.Answer.Result.class);
      assertThat(took).isLessThan(Duration.ofSeconds(4));
    }
  }

  private static String key(String handshake) {
    int from = handshake.indexOf("\"request\":");
    return handshake.substring(from, handshake.indexOf(',', from));
  }

  @Test
  void oneCallerIsOneClientThatAcknowledgesWhatItGot() throws Exception {
    try (ServerSocketChannel listener = Wire.listen(socket)) {
      CompletableFuture<String> second = new CompletableFuture<>();
      meanwhile(() -> {
        serveOne(listener);
        try (Wire wire = Wire.accept(listener).send(Wire.greeting(1))) {
          second.complete(wire.line());
          wire.line();
          wire.send(RESULT);
        }
      });
      Grace grace = Grace.of(WINDOW, Poll.JITTERED);
      Call call = new Call(machine.port(), new ProxySettings(socket, grace, true, "test"));
      call.request("ping", Map.of());
      call.request("ping", Map.of());
      assertThat(second.get()).contains("\"number\":2", "\"acknowledged\":1");
    }
  }

  @Test
  void nothingIsWrittenBeforeTheGreeting() throws IOException {
    try (ServerSocketChannel listener = Wire.listen(socket)) {
      CompletableFuture<String> heard = new CompletableFuture<>();
      meanwhile(() -> {
        try (Wire wire = Wire.accept(listener)) {
          wire.end(); // like a daemon that dies before it greets
          heard.complete(String.join("", wire.rest()));
        }
        serveOne(listener);
      });
      assertThat(call(WINDOW)).isInstanceOf(Call.Answer.Result.class);
      assertThat(heard).isCompletedWithValue("");
    }
  }

  @Test
  void aDaemonThatNeverGreetsIsGivenUpAfterTheWindow() throws IOException {
    try (ServerSocketChannel listener = Wire.listen(socket)) {
      assertThat(failed(call(SHORT), Replies.NOT_SENT).message()).contains("no greeting");
      assertThat(took).isBetween(SHORT, SHORT.plus(TOLERANCE).plus(TOLERANCE));
      assertThat(listener.isOpen()).isTrue();
    }
  }

  @Test
  void aDaemonThatFallsSilentIsGivenUpAsUnknown() throws IOException {
    Grace grace = new Grace(SHORT, Poll.JITTERED, Duration.ofMillis(200), Delivery.AT_MOST_ONCE);
    try (ServerSocketChannel listener = Wire.listen(socket)) {
      CompletableFuture<Wire> kept = new CompletableFuture<>();
      meanwhile(() -> kept.complete(Wire.accept(listener).send(Wire.greeting(1))));
      assertThat(failed(call(grace, true), Replies.UNKNOWN).message()).contains("silent");
      assertThat(took).isBetween(Duration.ofMillis(300), SHORT.plus(TOLERANCE));
      kept.join().close();
    }
  }

  @Test
  void aSignOfLifeKeepsASlowRequestAlive() throws IOException {
    try (ServerSocketChannel listener = Wire.listen(socket)) {
      meanwhile(() -> {
        Wire wire = Wire.accept(listener).send(Wire.greeting(1));
        in300Millis(() -> {
          wire.send("{\"ridethrough\":\"alive\"}");
          in300Millis(() -> wire.send(RESULT).close());
        });
      });
      Grace grace = new Grace(SHORT, Poll.JITTERED, SHORT, Delivery.AT_MOST_ONCE);
      assertThat(call(grace, true)).isInstanceOf(Call.Answer.Result.class);
    }
  }

  @Test
  void thePollOf200MillisIsSelectable() {
    SocketsThatFail sockets = new SocketsThatFail(Errno.ENOENT, Integer.MAX_VALUE);
    machine.sockets(sockets::wrap);
    failed(call(Grace.of(Duration.ofMillis(900), Poll.every(200)), false), Replies.NOT_SENT);
    assertThat(sockets.connects.get()).as("connects in 900 ms").isBetween(3, 6);
  }

  @Test
  void theDefaultPollBeginsFastAndSlowsDown() {
    SocketsThatFail sockets = new SocketsThatFail(Errno.ENOENT, Integer.MAX_VALUE);
    machine.sockets(sockets::wrap);
    failed(call(Duration.ofMillis(900)), Replies.NOT_SENT);
    // eight at most by its own pauses, 18 at least if it did not slow down
    assertThat(sockets.connects.get()).as("connects in 900 ms").isBetween(3, 12);
  }
}
