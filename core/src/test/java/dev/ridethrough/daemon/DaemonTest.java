package dev.ridethrough.daemon;

import static dev.ridethrough.machine.TestMachine.overriding;
import static dev.ridethrough.machine.Wire.call;
import static dev.ridethrough.machine.Wire.handshake;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.ridethrough.machine.Errno;
import dev.ridethrough.machine.KernelException;
import dev.ridethrough.machine.Listener;
import dev.ridethrough.machine.Peer;
import dev.ridethrough.machine.Sockets;
import dev.ridethrough.machine.TestMachine;
import dev.ridethrough.machine.Wire;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A daemon in this process on the real machine, and clients that speak to it by hand.
class DaemonTest {
  private static final Duration DRAIN = Duration.ofSeconds(4);
  private static final String APPEND = call(1, "ledger_append", "{\"text\":\"x\"}");
  private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"ping\"}";
  private static final String NOT_STARTED =
      "{\"ridethrough\":\"not_started\",\"reason\":\"shutting down\",\"retryAfterMillis\":0}";

  @TempDir private Path room;
  private Path socket;

  @BeforeEach
  void makeHome() throws IOException {
    Path home =
        Files.createDirectory(
            room.resolve("h"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    socket = home.resolve("d.sock");
  }

  private static String slow(int id, int millis) {
    return call(id, "ledger_slow_append", "{\"text\":\"x\",\"ms\":" + millis + "}");
  }

  /// A request that has been started, as its first sign of progress proves.
  private static Wire running(RunningDaemon daemon, int millis) throws IOException {
    Wire wire = daemon.greeted().send(handshake("slow"), slow(1, millis));
    assertThat(wire.line()).contains("notifications/progress");
    return wire;
  }

  @Test
  void greetsFirstThenAnswersAndCloses() throws IOException {
    try (RunningDaemon daemon = RunningDaemon.at(socket);
        Wire wire = Wire.connect(socket)) {
      assertThat(wire.line())
          .matches(
              "\\{\"ridethrough\":\"greeting\",\"protocol\":2,\"oldest\":1,\"version\":\"test\","
                  + "\"generation\":1,\"pid\":"
                  + ProcessHandle.current().pid()
                  + ",\"journal\":true,\"journalId\":\"[0-9a-f]+-[0-9]+\",\"tools\":\"[0-9a-f]{32}\"}");
      wire.send(handshake("k"), APPEND);
      assertThat(wire.rest())
          .singleElement()
          .asString()
          .startsWith("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":");
      assertThat(daemon.effects()).isEqualTo(1);
    }
  }

  @Test
  void greetsOnlyOnceItCanServe() throws IOException {
    try (RunningDaemon daemon = RunningDaemon.loadingAt(socket);
        Wire wire = Wire.connect(socket).send(handshake("k"), PING)) {
      daemon.machine.terminate();
      await().until(() -> Files.notExists(socket));
      assertThat(wire.rest()).containsExactly(NOT_STARTED);
    }
  }

  @Test
  void anUnterminatedRequestIsNeverExecuted() throws IOException {
    try (RunningDaemon daemon = RunningDaemon.at(socket)) {
      try (Wire wire = daemon.greeted()) {
        wire.send(handshake("k")).sendRaw(APPEND).end();
        assertThat(wire.rest()).isEmpty();
      }
      assertThat(daemon.effects()).isZero();
    }
  }

  @Test
  void aRequestWhoseDeadlineHasPassedIsNotStarted() throws IOException {
    try (RunningDaemon daemon = RunningDaemon.at(socket);
        Wire wire = daemon.greeted().send(handshake("k", System.nanoTime() - 1), APPEND)) {
      assertThat(wire.rest()).singleElement().asString().contains("not_started", "deadline");
      assertThat(daemon.effects()).isZero();
    }
  }

  @Test
  void aRequestWhoseClientHasClosedBeforeItsStartIsDropped() throws IOException {
    try (RunningDaemon daemon = RunningDaemon.loadingAt(socket);
        Wire wire = Wire.connect(socket).send(handshake("k"), APPEND).end()) {
      daemon.loading.countDown();
      assertThat(wire.rest()).singleElement().asString().contains("greeting");
      assertThat(daemon.effects()).isZero();
    }
  }

  @Test
  void aRequestThatWasCancelledBeforeItsStartIsDropped() throws IOException {
    String cancel = "{\"ridethrough\":\"cancel\"}";
    try (RunningDaemon daemon = RunningDaemon.loadingAt(socket);
        Wire wire = Wire.connect(socket).send(handshake("k"), APPEND, cancel)) {
      daemon.loading.countDown();
      assertThat(wire.rest()).singleElement().asString().contains("greeting");
      assertThat(daemon.effects()).isZero();
    }
  }

  @Test
  void aRunningRequestIsToldOfItsCancellation() throws IOException {
    try (RunningDaemon daemon = RunningDaemon.at(socket);
        Wire wire = running(daemon, 60_000)) {
      wire.send("{\"ridethrough\":\"cancel\"}");
      assertThat(wire.rest()).last().asString().contains("Cancelled");
      assertThat(daemon.effects()).isZero();
    }
  }

  @Test
  void aHandshakeWithoutIdentityIsRefused() throws IOException {
    try (RunningDaemon daemon = RunningDaemon.at(socket);
        Wire wire = daemon.greeted()) {
      wire.send(handshake("k").replace("\"client\":\"hand\",", ""), APPEND);
      assertThat(wire.rest()).isEmpty();
      assertThat(daemon.effects()).isZero();
      await().until(() -> daemon.machine.log.toString().contains("bad message from a client"));
    }
  }

  @Test
  void aHandshakeOfALaterVersionIsAccepted() throws IOException {
    try (RunningDaemon daemon = RunningDaemon.at(socket);
        Wire wire = daemon.greeted()) {
      wire.send(handshake("k").replace("}", ",\"later\":{\"x\":1}}"), APPEND);
      assertThat(wire.rest()).singleElement().asString().contains("result");
      assertThat(daemon.effects()).isEqualTo(1);
    }
  }

  @Test
  void progressComesBeforeTheReplyAndSignsOfLifeBetween() throws IOException {
    try (RunningDaemon daemon = RunningDaemon.at(socket);
        Wire wire = running(daemon, 1500)) {
      assertThat(wire.rest())
          .contains("{\"ridethrough\":\"alive\"}")
          .filteredOn(line -> line.contains("\"result\""))
          .singleElement()
          .isNotNull();
    }
  }

  @Test
  void thePathIsGoneAndTheListenerClosedBeforeTheDrainEnds() throws IOException {
    RunningDaemon daemon = RunningDaemon.at(socket);
    try (Wire slow = running(daemon, 1500)) {
      daemon.machine.terminate();
      await().until(() -> Files.notExists(socket));
      assertThatExceptionOfType(IOException.class).isThrownBy(() -> Wire.connect(socket));
      assertThat(daemon.ended).isNotDone();
      assertThat(slow.rest()).last().asString().contains("\"id\":1,\"result\"");
    }
    assertThat(daemon.ended.join()).isZero();
    assertThat(daemon.effects()).isEqualTo(1);
  }

  @Test
  void whoHasNotStartedIsToldSoAtOnceEvenWhenSilent() throws IOException {
    RunningDaemon daemon = RunningDaemon.at(socket);
    try (Wire slow = running(daemon, 800);
        Wire silent = daemon.greeted();
        Wire halfway = daemon.greeted().send(handshake("k")).sendRaw(APPEND)) {
      daemon.machine.terminate();
      assertThat(silent.rest()).containsExactly(NOT_STARTED);
      assertThat(halfway.rest()).containsExactly(NOT_STARTED);
      assertThat(daemon.ended).isNotDone();
      assertThat(slow.rest()).last().asString().contains("result");
    }
    assertThat(daemon.ended.join()).isZero();
    assertThat(daemon.effects()).isEqualTo(1);
  }

  @Test
  void theDrainIsBounded() throws IOException {
    RunningDaemon daemon = RunningDaemon.at(socket, new TestMachine(), Duration.ofMillis(200));
    try (Wire slow = running(daemon, 60_000)) {
      daemon.machine.terminate();
      await().atMost(Duration.ofSeconds(2)).until(daemon.ended::isDone);
      assertThat(daemon.ended.join()).isEqualTo(1);
      assertThat(daemon.machine.log.toString()).contains("cut off 1 requests");
      assertThat(daemon.effects()).isZero();
      slow.send("{\"ridethrough\":\"cancel\"}");
    }
  }

  /// Also with the temporary name, which is a byte longer.
  @Test
  void aVanishedPathIsBoundAgain() throws IOException {
    try (RunningDaemon daemon = RunningDaemon.at(socket)) {
      Files.delete(socket);
      await().until(() -> Files.exists(socket));
      try (Wire wire = daemon.greeted().send(handshake("k"), APPEND)) {
        assertThat(wire.rest()).singleElement().asString().contains("result");
      }
      daemon.machine.terminate();
      await().until(daemon.ended::isDone);
      assertThat(Files.exists(socket)).isFalse();
    }
  }

  @Test
  void aVanishedDirectoryIsMadeAgainWithALeaseThatOthersSee() throws Exception {
    try (RunningDaemon daemon = RunningDaemon.at(socket)) {
      Files.delete(socket);
      Path lock = socket.resolveSibling(socket.getFileName() + ".lock");
      Files.delete(lock);
      await().until(() -> Files.exists(socket) && isWritten(lock));
      try (Wire wire = daemon.greeted().send(handshake("k"), APPEND)) {
        assertThat(wire.rest()).singleElement().asString().contains("result");
      }
      assertThat(Files.readString(lock)).startsWith("1 ");
    }
  }

  private static boolean isWritten(Path lock) throws IOException {
    return Files.exists(lock) && Files.size(lock) > 0;
  }

  /// Others can't see any more that the path is taken.
  @Test
  void aLockThatWasDeletedIsTakenAgain() throws Exception {
    try (RunningDaemon daemon = RunningDaemon.at(socket)) {
      Path lock = socket.resolveSibling(socket.getFileName() + ".lock");
      Files.delete(lock);
      await().until(() -> isWritten(lock));
      assertThat(daemon.machine.log.toString()).contains("had vanished; taken again");
    }
  }

  /// Whoever holds the lease knows that it is nobody's who lives.
  @Test
  void anotherSocketInItsPlaceIsReplaced() throws Exception {
    try (RunningDaemon daemon = RunningDaemon.at(socket)) {
      Path other = socket.resolveSibling("other");
      ServerSocketChannel.open(StandardProtocolFamily.UNIX)
          .bind(UnixDomainSocketAddress.of(other))
          .close();
      Files.move(other, socket, StandardCopyOption.REPLACE_EXISTING);
      await().until(() -> daemon.machine.log.toString().contains("bound again"));
      try (Wire wire = daemon.greeted().send(handshake("k"), PING)) {
        assertThat(wire.rest()).singleElement().asString().contains("result");
      }
    }
  }

  @Test
  void aFileInItsPlaceIsLeftAlone() throws Exception {
    try (RunningDaemon daemon = RunningDaemon.at(socket);
        Wire _ = daemon.greeted()) { // while it loads it needs the path itself
      Path file = Files.writeString(socket.resolveSibling("precious"), "precious");
      // with REPLACE_EXISTING nothing is at the path for a moment, in which a daemon may take it
      // again
      Files.move(file, socket, StandardCopyOption.ATOMIC_MOVE);
      await().until(() -> daemon.machine.log.toString().contains("it is left alone"));
      assertThat(socket).hasContent("precious");
    }
  }

  /// A watch goes with the directory that it watches, so it sees nothing of this.
  @Test
  void aDirectoryThatWasMovedAwayIsMadeAgain() throws Exception {
    try (RunningDaemon daemon = RunningDaemon.at(socket)) {
      Path directory = socket.getParent();
      Files.move(directory, directory.resolveSibling("moved"));
      await().until(() -> Files.exists(socket));
      try (Wire wire = daemon.greeted().send(handshake("k"), PING)) {
        assertThat(wire.rest()).singleElement().asString().contains("result");
      }
    }
  }

  @Test
  void errorsOfAcceptAreSurvived() throws IOException {
    AtomicInteger failures = new AtomicInteger(3);
    TestMachine machine = new TestMachine().sockets(real -> failing(real, failures));
    try (RunningDaemon daemon = RunningDaemon.at(socket, machine, DRAIN);
        Wire wire = daemon.greeted().send(handshake("k"), PING)) {
      assertThat(wire.rest()).singleElement().asString().contains("result");
      assertThat(failures).hasNonPositiveValue();
      assertThat(machine.log.toString()).contains("trying again and again");
    }
  }

  private static Sockets failing(Sockets real, AtomicInteger failures) {
    return overriding(
        Sockets.class,
        real,
        "listen",
        (_, original) ->
            overriding(
                Listener.class,
                (Listener) original.call(),
                "accept",
                (_, accept) -> {
                  if (failures.getAndDecrement() > 0) {
                    throw new KernelException(Errno.EMFILE, "accept");
                  }
                  return accept.call();
                }));
  }

  @Test
  void aPeerOfAnotherUserIsRefused() throws IOException {
    TestMachine machine = new TestMachine();
    machine.self = new Peer(machine.self.pid(), machine.self.uid());
    try (RunningDaemon daemon = RunningDaemon.at(socket, machine, DRAIN)) {
      machine.self = new Peer(machine.self.pid(), machine.self.uid() + 1);
      try (Wire wire = Wire.connect(socket)) {
        assertThat(wire.rest()).isEmpty();
      }
      await().until(() -> machine.log.toString().contains("refused a connection of user"));
      assertThat(daemon.effects()).isZero();
    }
  }

  @Test
  void sigtermBeforeBindLeavesNothingBehind() {
    AtomicBoolean free = new AtomicBoolean();
    TestMachine machine = new TestMachine().files(real -> locked(real, free));
    RunningDaemon daemon = RunningDaemon.starting(socket, machine, DRAIN);
    await().until(machine::hears);
    machine.terminate();
    await().until(() -> machine.exit.get() == 0);
    assertThat(socket.getParent()).isEmptyDirectory();
    free.set(true); // the process would be gone by now; its thread here ends like this
    machine.terminate();
    await().until(() -> daemon.ended.isDone() || daemon.machine.log.toString().contains("listens"));
    daemon.close();
  }

  private static dev.ridethrough.machine.Files locked(
      dev.ridethrough.machine.Files real, AtomicBoolean free) {
    return overriding(
        dev.ridethrough.machine.Files.class,
        real,
        "tryLock",
        (_, original) -> free.get() ? original.call() : null);
  }

  /// It waits up to half a minute for its predecessor: much can happen at the path meanwhile.
  @Test
  void aFileThatComesWhileItWaitsForTheLeaseIsNotDeleted() throws IOException {
    AtomicBoolean free = new AtomicBoolean();
    TestMachine machine = new TestMachine().files(real -> locked(real, free));
    RunningDaemon daemon = RunningDaemon.starting(socket, machine, DRAIN);
    await().until(machine::hears);
    Files.writeString(socket, "precious");
    free.set(true);
    await().until(() -> daemon.ended.isDone() || machine.log.toString().contains("listens"));
    assertThat(Files.readString(socket)).isEqualTo("precious");
    assertThat(refusal(daemon)).contains("not a socket");
  }

  @Test
  void aLiveSocketWithoutALeaseIsRefusedToo() throws IOException {
    try (var other = Wire.listen(socket)) {
      assertThat(refusal(RunningDaemon.at(socket)))
          .contains("already in use")
          .contains(socket.toString());
      assertThat(other.isOpen()).isTrue();
      assertThat(Files.exists(socket)).isTrue();
    }
  }

  private static String refusal(RunningDaemon daemon) {
    await().until(daemon.ended::isDone);
    return String.valueOf(daemon.ended.exceptionNow().getMessage());
  }
}
