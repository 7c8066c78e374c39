package dev.ridethrough.chaos.world.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.machine.Connection;
import dev.ridethrough.machine.Errno;
import dev.ridethrough.machine.FileStatus;
import dev.ridethrough.machine.KernelException;
import dev.ridethrough.machine.Listener;
import dev.ridethrough.machine.Peer;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Sockets as `facts.md` measured them on Linux.
class SimSocketsTest {
  private static final Path DIRECTORY = Path.of("/tmp");
  private static final Path PATH = DIRECTORY.resolve("s");
  private static final int USER = 1000;
  private static final int BACKLOG = 2;

  private final Simulation simulation =
      new Simulation(1, Settings.DEFAULT.withShortIoOneIn(0).withStreamBytes(10));
  private final Actor server = new Actor(simulation, "server", USER);
  private final Actor client = new Actor(simulation, "client", USER);

  @BeforeEach
  void makeDirectory() throws KernelException {
    simulation.disk().makeDirectory(DIRECTORY, USER, 0755);
  }

  private Listener listen() {
    return server.get(() -> server.machine().sockets().listen(PATH, BACKLOG));
  }

  private Connection connect() {
    return client.get(() -> client.machine().sockets().connect(PATH));
  }

  private Errno connectErrno(Path path) {
    return client.errno(() -> client.machine().sockets().connect(path));
  }

  private Connection accept(Listener listener) {
    return server.get(listener::accept);
  }

  @Test
  void nothingToConnectTo() throws KernelException {
    simulation.disk().makeLink(DIRECTORY.resolve("dangling"), USER, DIRECTORY.resolve("none"));
    assertThat(connectErrno(PATH)).isEqualTo(Errno.ENOENT);
    assertThat(connectErrno(Path.of("/none/s"))).isEqualTo(Errno.ENOENT);
    assertThat(connectErrno(DIRECTORY.resolve("dangling"))).isEqualTo(Errno.ENOENT);
  }

  @Test
  void whatIsNoListenerRefuses() throws KernelException {
    Disk disk = simulation.disk();
    disk.makeFile(DIRECTORY.resolve("file"), USER, 0600, "");
    disk.makeDirectory(DIRECTORY.resolve("directory"), USER, 0700);
    disk.makePipe(DIRECTORY.resolve("pipe"), USER, 0600);
    disk.makeSocket(DIRECTORY.resolve("stale"), USER, 0600, true);
    for (String name : List.of("file", "directory", "pipe", "stale")) {
      assertThat(connectErrno(DIRECTORY.resolve(name))).as(name).isEqualTo(Errno.ECONNREFUSED);
    }
    assertThat(connectErrno(DIRECTORY.resolve("file/s"))).isEqualTo(Errno.ENOTDIR);
  }

  /// The kernel says EPROTOTYPE, which core's real machine can't tell from a full backlog.
  @Test
  void aDatagramSocketLooksLikeAFullBacklog() throws KernelException {
    simulation.disk().makeSocket(PATH, USER, 0600, false);
    assertThat(connectErrno(PATH)).isEqualTo(Errno.EAGAIN);
  }

  @Test
  void permissionIsAskedOfTheDirectoryAndOfTheSocket() throws KernelException {
    listen();
    Actor other = new Actor(simulation, "other", USER + 1);
    assertThat(other.errno(() -> other.machine().sockets().connect(PATH))).isEqualTo(Errno.EACCES);
    simulation.disk().setMode(PATH, 0666);
    other.run(() -> other.machine().sockets().connect(PATH));
    simulation.disk().setMode(DIRECTORY, 0700);
    assertThat(other.errno(() -> other.machine().sockets().connect(PATH))).isEqualTo(Errno.EACCES);
    Actor root = new Actor(simulation, "root", 0);
    root.run(() -> root.machine().sockets().connect(PATH));
  }

  @Test
  void aPathOver106BytesIsTooLong() {
    Path longest = DIRECTORY.resolve("x".repeat(101));
    assertThat(connectErrno(longest)).isEqualTo(Errno.ENOENT);
    assertThat(connectErrno(DIRECTORY.resolve("x".repeat(102)))).isEqualTo(Errno.ENAMETOOLONG);
  }

  @Test
  void theBacklogHasOnePlaceMoreThanAskedFor() {
    Listener listener = listen();
    for (int i = 0; i <= BACKLOG; i++) {
      connect();
    }
    assertThat(connectErrno(PATH)).isEqualTo(Errno.EAGAIN);
    accept(listener);
    connect();
  }

  @Test
  void aListenerOfAStoppedProcessTakesConnectionsAndBytes() {
    Listener listener = listen();
    server.process.stop();
    Connection connection = connect();
    client.write(connection, "hello");
    server.process.resume();
    server.expect(accept(listener), "hello");
  }

  @Test
  void neverAcceptedIsReset() {
    Listener listener = listen();
    Connection silent = connect();
    Connection written = connect();
    client.write(written, "x");
    server.run(listener::close);
    assertReset(silent);
    assertReset(written);
    assertThat(connectErrno(PATH)).isEqualTo(Errno.ECONNREFUSED);
  }

  private void assertReset(Connection connection) {
    assertThat(client.read(connection).errno()).isEqualTo(Errno.ECONNRESET);
    assertThat(client.read(connection).errno()).as("the JDK remembers").isEqualTo(Errno.ECONNRESET);
    assertThat(client.writeErrno(connection)).isEqualTo(Errno.EPIPE);
  }

  /// SIGKILL and close look alike.
  @Test
  void acceptedWithSomethingUnreadIsReset() {
    for (boolean killed : List.of(true, false)) {
      SimSocketsTest fresh = fresh();
      Connection near = fresh.pair(2, killed);
      fresh.assertReset(near);
    }
  }

  @Test
  void acceptedWithEverythingReadEnds() {
    for (boolean killed : List.of(true, false)) {
      SimSocketsTest fresh = fresh();
      Connection near = fresh.pair(0, killed);
      assertThat(fresh.client.read(near).value()).isEqualTo(-1);
      assertThat(fresh.client.writeErrno(near)).isEqualTo(Errno.EPIPE);
    }
  }

  /// A client's end whose server has left `unread` bytes unread when it was closed or killed.
  private Connection pair(int unread, boolean killed) {
    Listener listener = listen();
    Connection near = connect();
    Connection far = accept(listener);
    client.write(near, "x".repeat(unread));
    endServer(far, killed);
    return near;
  }

  private void endServer(Connection far, boolean killed) {
    if (killed) {
      server.process.kill();
      simulation.run(Duration.ZERO);
    } else {
      server.run(far::close);
    }
  }

  private static SimSocketsTest fresh() {
    try {
      SimSocketsTest fresh = new SimSocketsTest();
      fresh.makeDirectory();
      return fresh;
    } catch (KernelException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aReplyComesBeforeTheReset() {
    Listener listener = listen();
    Connection near = connect();
    Connection far = accept(listener);
    client.write(near, "cancel");
    server.write(far, "reply");
    server.process.kill();
    simulation.run(Duration.ZERO);
    client.expect(near, "reply");
    assertReset(near);
  }

  @Test
  void aBlockedReaderIsWokenByItsOwnClose() {
    listen();
    Connection near = connect();
    var reader = client.read(near);
    assertThat(reader.isDone()).isFalse();
    client.run(near::close);
    assertThat(reader.errno()).isEqualTo(Errno.EBADF);
    assertThat(client.writeErrno(near)).isEqualTo(Errno.EBADF);
  }

  @Test
  void aWriterWaitsForRoomAndIsWokenByTheEnd() {
    Listener listener = listen();
    Connection near = connect();
    Connection far = accept(listener);
    client.write(near, "0123456789");
    var writer = client.begin(() -> near.write(new byte[5], 0, 5));
    assertThat(writer.isDone()).isFalse();
    server.expect(far, "012");
    assertThat(writer.value()).isEqualTo(3);
    var blocked = client.begin(() -> near.write(new byte[5], 0, 5));
    server.run(far::close);
    assertThat(blocked.errno()).isEqualTo(Errno.EPIPE);
  }

  @Test
  void readNowNeverWaits() {
    Listener listener = listen();
    Connection near = connect();
    Connection far = accept(listener);
    assertThat(server.get(() -> far.readNow(new byte[9], 0, 9))).isZero();
    client.write(near, "ab");
    assertThat(server.get(() -> far.readNow(new byte[9], 0, 9))).isEqualTo(2);
    client.run(near::close);
    assertThat(server.get(() -> far.readNow(new byte[9], 0, 9))).isEqualTo(-1);
  }

  @Test
  void eachEndKnowsWhoIsAtTheOther() {
    Listener listener = listen();
    Connection near = connect();
    Connection far = accept(listener);
    assertThat(client.get(near::peer)).isEqualTo(new Peer(server.process.pid(), USER));
    assertThat(server.get(far::peer)).isEqualTo(new Peer(client.process.pid(), USER));
  }

  @Test
  void aFinishedListenerGivesWhatIsQueuedAndThenNull() {
    Listener listener = listen();
    connect();
    listener.finish();
    assertThat(accept(listener)).isNotNull();
    assertThat(accept(listener)).isNull();
  }

  @Test
  void finishAndCloseWakeAnAcceptor() {
    Listener listener = listen();
    var waiting = server.begin(listener::accept);
    assertThat(waiting.isDone()).isFalse();
    listener.finish();
    simulation.run(Duration.ZERO);
    assertThat(waiting.value()).isNull();
    server.run(listener::close);
    assertThat(server.errno(listener::accept)).isEqualTo(Errno.EBADF);
  }

  @Test
  void withoutDescriptorsTheConnectionStaysQueued() {
    Listener listener = listen();
    Connection near = connect();
    server.process.limitDescriptors(6);
    assertThat(server.errno(listener::accept)).isEqualTo(Errno.EMFILE);
    server.process.limitDescriptors(7);
    assertThat(accept(listener)).isNotNull();
    assertThat(near).isNotNull();
    client.process.limitDescriptors(4);
    assertThat(connectErrno(PATH)).isEqualTo(Errno.EMFILE);
  }

  @Test
  void bindNeverReplaces() throws KernelException {
    simulation.disk().makeFile(PATH, USER, 0600, "");
    assertThat(server.errno(() -> server.machine().sockets().listen(PATH, 1)))
        .isEqualTo(Errno.EADDRINUSE);
    assertThat(server.errno(() -> server.machine().sockets().listen(Path.of("/none/s"), 1)))
        .isEqualTo(Errno.ENOENT);
    simulation.disk().setMode(DIRECTORY, 0500);
    assertThat(server.errno(() -> server.machine().sockets().listen(DIRECTORY.resolve("t"), 1)))
        .isEqualTo(Errno.EACCES);
  }

  @Test
  void aSocketIsForItsOwnerOnly() throws KernelException {
    listen();
    FileStatus status = simulation.disk().status(PATH);
    assertThat(status.kind()).isEqualTo(FileStatus.Kind.SOCKET);
    assertThat(status.mode()).isEqualTo(0600);
    assertThat(status.uid()).isEqualTo(USER);
  }

  /// The old listener goes on accepting from its queue; whoever comes now reaches the new one.
  @Test
  void aRenamedSocketTakesThePathOver() {
    Listener old = listen();
    Connection early = connect();
    Path temporary = DIRECTORY.resolve("s~");
    Actor next = new Actor(simulation, "next", USER);
    Listener successor = next.get(() -> next.machine().sockets().listen(temporary, BACKLOG));
    next.run(() -> next.machine().files().rename(temporary, PATH));
    Connection late = connect();
    assertThat(client.get(late::peer).pid()).isEqualTo(next.process.pid());
    assertThat(client.get(early::peer).pid()).isEqualTo(server.process.pid());
    assertThat(accept(old)).isNotNull();
    assertThat(next.get(successor::accept)).isNotNull();
  }

  /// ext4 does so; only a socket that is still open keeps its number.
  @Test
  void aNewSocketGetsTheInodeOfTheOldOne() throws KernelException {
    Listener old = listen();
    String id = simulation.disk().status(PATH).id();
    server.run(() -> server.machine().files().unlink(PATH));
    listen();
    assertThat(simulation.disk().status(PATH).id()).as("still open").isNotEqualTo(id);
    server.run(() -> server.machine().files().unlink(PATH));
    server.run(old::close);
    listen();
    assertThat(simulation.disk().status(PATH).id()).isEqualTo(id);
  }

  @Test
  void shortReadsAndWritesAreTheSeeds() throws KernelException {
    List<List<Integer>> lengths = new ArrayList<>();
    for (int seed = 0; seed < 20; seed++) {
      lengths.add(lengths(seed));
      assertThat(lengths(seed)).isEqualTo(lengths.getLast());
    }
    assertThat(lengths.stream().distinct().count()).isGreaterThan(10);
  }

  private static List<Integer> lengths(int seed) throws KernelException {
    Simulation simulation = new Simulation(seed, Settings.DEFAULT.withShortIoOneIn(2));
    simulation.disk().makeDirectory(DIRECTORY, USER, 0755);
    Actor actor = new Actor(simulation, "both", USER);
    Listener listener = actor.get(() -> actor.machine().sockets().listen(PATH, 1));
    Connection near = actor.get(() -> actor.machine().sockets().connect(PATH));
    Connection far = actor.get(listener::accept);
    List<Integer> lengths = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      int written = actor.get(() -> near.write(new byte[100], 0, 100));
      lengths.add(written);
      lengths.add(actor.read(far).value());
    }
    return lengths;
  }
}
