package dev.ridethrough.daemon;

import static dev.ridethrough.machine.TestMachine.overriding;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ridethrough.machine.Errno;
import dev.ridethrough.machine.KernelException;
import dev.ridethrough.machine.Listener;
import dev.ridethrough.machine.Sockets;
import dev.ridethrough.machine.StoreException;
import dev.ridethrough.machine.TestMachine;
import dev.ridethrough.machine.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What a daemon may find where it wants to serve, and what it does then.
class StartTest {
  private static final Duration DRAIN = Duration.ofSeconds(4);

  @TempDir private Path room;
  private Path socket;
  private Path lock;

  @BeforeEach
  void makeHome() throws IOException {
    socket = Homes.socketIn(room);
    lock = socket.resolveSibling("d.sock.lock");
  }

  private static String refusal(RunningDaemon daemon) {
    await().until(daemon.ended::isDone);
    return String.valueOf(daemon.ended.exceptionNow().getMessage());
  }

  private String refusal() {
    return refusal(RunningDaemon.at(socket));
  }

  @ParameterizedTest
  @CsvSource({
    "'', 1",
    "garbage, 1",
    "-7 4, 1",
    "9223372036854775807 4, 1",
    "99999999999999999999 4, 1",
    "41 4711, 42"
  })
  void whateverAStaleLockFileSaysTheNextStartServes(String text, long generation)
      throws IOException {
    Files.writeString(lock, text);
    try (RunningDaemon daemon = RunningDaemon.at(socket);
        Wire wire = Wire.connect(socket)) {
      assertThat(wire.line()).contains("\"generation\":" + generation + ",");
      assertThat(daemon.ended).isNotDone();
    }
  }

  @Test
  void aDirectoryInPlaceOfTheLockFileIsRefusedWithARemedy() throws IOException {
    Files.createDirectory(lock);
    assertThat(refusal()).contains(lock.toString(), "DIRECTORY", "move it away");
    assertThat(lock).isDirectory();
  }

  @Test
  void aDanglingLinkAtThePathIsRefusedAndStays() throws IOException {
    Files.createSymbolicLink(socket, room.resolve("nowhere"));
    assertThat(refusal()).contains(socket.toString(), "not a socket", "left alone");
    assertThat(Files.isSymbolicLink(socket)).isTrue();
  }

  @Test
  void aLinkToALiveSocketIsRefusedAndStays() throws IOException {
    Path live = room.resolve("live");
    try (var listener = Wire.listen(live)) {
      Files.createSymbolicLink(socket, live);
      assertThat(refusal()).contains(socket.toString(), "left alone");
      assertThat(Files.isSymbolicLink(socket)).isTrue();
      assertThat(listener.isOpen()).isTrue();
    }
  }

  @Test
  void aLinkToADirectoryIsFollowed() throws IOException {
    Path link = Files.createSymbolicLink(room.resolve("link"), socket.getParent());
    try (RunningDaemon daemon = RunningDaemon.at(link.resolve("d.sock"));
        Wire wire = Wire.connect(socket)) {
      assertThat(wire.line()).contains("greeting");
      assertThat(daemon.ended).isNotDone();
    }
  }

  @Test
  void aLinkToADirectoryThatOthersMayEnterIsRefused() throws IOException {
    Path open = Files.createDirectory(room.resolve("open"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
    socket = Files.createSymbolicLink(room.resolve("link"), open).resolve("d.sock");
    assertThat(refusal()).contains("others may enter", "755");
    assertThat(open).isEmptyDirectory();
  }

  @Test
  void aPipeAtThePathIsRefusedAndStays() throws Exception {
    assertThat(new ProcessBuilder("mkfifo", socket.toString()).start().waitFor()).isZero();
    assertThat(refusal()).contains(socket.toString(), "not a socket", "left alone");
    assertThat(Files.exists(socket)).isTrue();
  }

  /// A full queue is alive; what can't be asked may be alive. The lease does not help where its
  /// file was deleted.
  @ParameterizedTest
  @EnumSource(names = {"EAGAIN", "EMFILE", "EACCES", "EIO"})
  void aSocketThatIsNotKnownToBeDeadIsNeverReplaced(Errno errno) throws IOException {
    TestMachine machine = new TestMachine().sockets(real -> refusingConnects(real, errno));
    try (var live = Wire.listen(socket)) {
      Object before = Files.getAttribute(socket, "unix:ino");
      assertThat(refusal(RunningDaemon.at(socket, machine, DRAIN))).contains(socket.toString());
      assertThat(Files.getAttribute(socket, "unix:ino")).isEqualTo(before);
      assertThat(live.isOpen()).isTrue();
    }
  }

  private static Sockets refusingConnects(Sockets real, Errno errno) {
    return overriding(
        Sockets.class,
        real,
        "connect",
        (_, _) -> {
          throw new KernelException(errno, "connect");
        });
  }

  @Test
  void aLedgerThatCannotBeOpenedIsNeverGreetedAsServing() throws IOException {
    assertNeverServes(
        ledger -> {
          throw new StoreException("The store is a directory.", null);
        },
        "The store is a directory.");
  }

  /// As when a library can't be loaded. The worst would be a daemon that lives and never serves.
  @Test
  void aFailureThatNobodyExpectedEndsTheDaemonToo() throws IOException {
    assertNeverServes(
        ledger -> {
          throw new NoClassDefFoundError("Library");
        },
        "internal error: java.lang.NoClassDefFoundError: Library");
  }

  /// Alive, at its path, and deaf for ever.
  @Test
  void whatConversationsNeedIsLoadedBeforeItGreets() throws IOException {
    TestMachine machine = new TestMachine().sockets(StartTest::unloadable);
    assertNeverServes(machine, ledger -> ledger, "raise the limit (ulimit -n)");
    assertThat(machine.log.toString()).doesNotContain(" serves");
  }

  private static Sockets unloadable(Sockets real) {
    return overriding(
        Sockets.class,
        real,
        "load",
        (_, _) -> {
          throw new KernelException(Errno.EMFILE, "load");
        });
  }

  @Test
  void anErrorThatEndsAcceptingEndsTheDaemon() {
    TestMachine machine = new TestMachine().sockets(StartTest::breaking);
    try (RunningDaemon daemon = RunningDaemon.at(socket, machine, DRAIN)) {
      await().until(daemon.ended::isDone);
      assertThat(daemon.ended.join()).isEqualTo(1);
      assertThat(machine.log.toString()).contains("can't accept at " + socket, "Poller");
      assertThat(Files.exists(socket)).isFalse();
    }
  }

  private static Sockets breaking(Sockets real) {
    return overriding(
        Sockets.class,
        real,
        "listen",
        (_, original) ->
            overriding(
                Listener.class,
                (Listener) original.call(),
                "accept",
                (_, _) -> {
                  throw new ExceptionInInitializerError("Poller");
                }));
  }

  private void assertNeverServes(RunningDaemon.Opening opening, String log) throws IOException {
    assertNeverServes(new TestMachine(), opening, log);
  }

  private void assertNeverServes(TestMachine machine, RunningDaemon.Opening opening, String log)
      throws IOException {
    AtomicInteger accepts = new AtomicInteger();
    machine.sockets(real -> counting(real, accepts));
    try (RunningDaemon daemon =
        RunningDaemon.with(
            socket,
            machine,
            ledger -> {
              await().until(() -> accepts.get() < 0);
              return opening.open(ledger);
            })) {
      daemon.listening();
      try (Wire wire = Wire.connect(socket)) {
        assertThat(accepts).as("accepted while it loads").hasValue(0);
        accepts.set(-1000);
        assertThat(wire.rest()).noneMatch(line -> line.contains("greeting"));
      }
      await().until(daemon.ended::isDone);
      assertThat(daemon.ended.join()).isEqualTo(1);
      assertThat(machine.log.toString()).contains("can't serve").contains(log);
      assertThat(Files.exists(socket)).isFalse();
    }
  }

  private static Sockets counting(Sockets real, AtomicInteger accepts) {
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
                  accepts.incrementAndGet();
                  return accept.call();
                }));
  }
}
