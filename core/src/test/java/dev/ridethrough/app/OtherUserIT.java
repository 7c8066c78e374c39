package dev.ridethrough.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.machine.TestMachine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What permissions keep out. Root bypasses them, so the child is somebody else; only root can
/// start such a child. A test that can't run fails: a permission that nobody tests is none.
class OtherUserIT {
  private static final int SOMEBODY = 65534;
  private static final boolean ROOT = TestMachine.REAL.self().uid() == 0;

  @TempDir private Path home;
  @TempDir private Path room;
  private App app;

  @BeforeEach
  void start() throws IOException {
    app = new App(home);
    open(room, "rwxr-xr-x");
  }

  @AfterEach
  void end() {
    app.close();
  }

  private static void open(Path path, String mode) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }

  /// As if everything in front of the check of credentials had been got wrong.
  private void letEverybodyIn() throws IOException {
    assertThat(ROOT).as("only root can start a child as another user").isTrue();
    open(home, "rwxr-xr-x");
    open(app.socket.getParent(), "rwxr-xr-x");
    open(app.socket, "rw-rw-rw-");
  }

  @Test
  void permissionDeniedFailsAtOnce() throws IOException {
    app.daemon();
    long before = System.nanoTime();
    Child call = denied();
    assertThat(call.status()).as(call.err()).isEqualTo(69);
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
    assertThat(call.err()).contains("no permission to use " + app.socket).contains("owner");
    open(app.socket.getParent(), "rwx------"); // so that it can be cleaned up
  }

  private Child denied() throws IOException {
    String socket = app.socket.toString();
    if (ROOT) {
      return app.startAsSomebodyElse(room, "call", "echo", "--home", "/x", "--socket", socket);
    }
    open(app.socket.getParent(), "---------");
    return app.start("call", "echo", "--home", "/x", "--socket", socket);
  }

  @Test
  void aClientOfAnotherUserIsNotEvenGreeted() throws IOException {
    Child daemon = app.daemon();
    letEverybodyIn();
    Child stranger = stranger();
    assertThat(stranger.status()).as(stranger.err()).isZero();
    assertThat(stranger.out()).containsExactly("connected", "end");
    daemon.says("refused a connection of user 65534");
    assertThat(app.start("call", "echo", "{\"text\":\"x\"}").status()).isZero();
  }

  /// A home that belongs to the other user, who starts the daemon there.
  private Path homeOfSomebody(String mode) throws IOException {
    assertThat(ROOT).as("only root can start a child as another user").isTrue();
    open(home, "rwxr-xr-x");
    Path theirs = give(Files.createDirectory(home.resolve("theirs")));
    open(theirs, mode);
    return theirs;
  }

  private static Path give(Path path) throws IOException {
    return Files.setAttribute(path, "unix:uid", SOMEBODY);
  }

  private Child daemonOfSomebody(Path theirs) throws IOException {
    return app.startAsSomebodyElse(room, "daemon", "run", "--home", theirs.toString());
  }

  @Test
  void aReadOnlyDirectoryIsRefusedAtTheStart() throws IOException {
    Path theirs = homeOfSomebody("r-x------");
    Child daemon = daemonOfSomebody(theirs);
    assertThat(daemon.status()).isEqualTo(1);
    assertThat(daemon.err())
        .contains("can't serve " + theirs.resolve("daemon.sock"), "EACCES")
        .contains("You may not use that place");
  }

  @Test
  void anUnreadableDirectoryIsRefusedAtTheStartAndFailsClientsAtOnce() throws IOException {
    Path theirs = homeOfSomebody("---------");
    Child daemon = daemonOfSomebody(theirs);
    assertThat(daemon.status()).isEqualTo(1);
    assertThat(daemon.err()).contains(theirs.toString(), "You may not use that place");
    Child call = app.startAsSomebodyElse(room, "call", "echo", "--home", theirs.toString());
    assertThat(call.status()).isEqualTo(69);
    assertThat(call.err()).contains("no permission to use " + theirs.resolve("daemon.sock"));
    open(theirs, "rwx------"); // so that it can be cleaned up
  }

  @Test
  void aLockFileOfAnotherUserIsRefusedWithARemedy() throws IOException {
    Path theirs = homeOfSomebody("rwx------");
    Path lock = Files.writeString(theirs.resolve("daemon.sock.lock"), "1 1\n");
    open(lock, "rw-------");
    Child daemon = daemonOfSomebody(theirs);
    assertThat(daemon.status()).isEqualTo(1);
    assertThat(daemon.err()).contains(lock.toString(), "EACCES", "Run as its owner");
  }

  @Test
  void aLedgerThatMayNotBeReadOrWrittenEndsTheStart() throws IOException {
    Path theirs = homeOfSomebody("rwx------");
    Path ledger = Files.createFile(theirs.resolve("ledger.db"));
    for (String mode : new String[] {"---------", "rw-r--r--"}) {
      open(ledger, mode);
      Child daemon = daemonOfSomebody(theirs);
      assertThat(daemon.status()).isEqualTo(1);
      assertThat(daemon.err()).contains("can't serve", ledger + " can't be used");
      assertThat(theirs.resolve("daemon.sock")).doesNotExist();
    }
  }

  @Test
  void aStaleSocketOfAnotherUserFailsClientsAtOnceAndIsReplacedByADaemon() throws IOException {
    app.daemon().kill();
    give(app.socket);
    Child call = app.start("call", "echo", "{\"text\":\"x\"}");
    assertThat(call.status()).isEqualTo(69);
    assertThat(call.err()).contains("belongs to user 65534").doesNotContain("after waiting");
    app.daemon();
    assertThat(app.start("call", "echo", "{\"text\":\"x\"}").status()).isZero();
  }

  private Child stranger() throws IOException {
    String name = Stranger.class.getName().replace('.', '/') + ".class";
    Path copy = room.resolve(name);
    Files.createDirectories(copy.getParent());
    try (InputStream code = Stranger.class.getClassLoader().getResourceAsStream(name)) {
      Files.copy(code, copy);
    }
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return app.runAsSomebodyElse(
        java, "-cp", room.toString(), Stranger.class.getName(), app.socket.toString());
  }

  @Test
  void aDaemonOfAnotherUserIsSentNothing() throws IOException {
    app.daemon();
    letEverybodyIn();
    Child call =
        app.startAsSomebodyElse(
            room, "call", "ledger_append", "{\"text\":\"x\"}", "--socket", app.socket.toString());
    assertThat(call.status()).as(call.err()).isEqualTo(69);
    assertThat(call.err()).contains("belongs to user 0, not to you");
  }
}
