package dev.ridethrough.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.machine.Errno;
import dev.ridethrough.machine.KernelException;
import dev.ridethrough.machine.Sockets;
import dev.ridethrough.machine.TestMachine;
import dev.ridethrough.machine.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `daemon status` and `doctor`: what they find, and that they change nothing.
class StatusTest {
  @TempDir private Path room;
  private Desk desk;

  @BeforeEach
  void sitDown() throws IOException {
    desk = new Desk(room);
  }

  private int status() {
    return desk.run("daemon", "status");
  }

  private void install(String active, String enabled, long pid) throws IOException {
    desk.writeUnit("[Service]\nExecStart=" + desk.launcher + " daemon run\n");
    desk.systemctl.is("loaded", active, enabled);
    Path state = room.resolve("systemctl/state");
    Files.writeString(state, desk.systemctl.state().replace("MainPID=0", "MainPID=" + pid));
  }

  @Test
  void missing() {
    assertThat(status()).isEqualTo(69);
    assertThat(desk.said()).startsWith("not serving, missing: there is no socket at ");
  }

  @Test
  void stale() throws IOException {
    Wire.listen(desk.socket).close();
    assertThat(status()).isEqualTo(69);
    assertThat(desk.said()).startsWith("not serving, stale: nothing listens at ");
    assertThat(desk.socket).exists();
  }

  @Test
  void connectableButDead() throws IOException {
    try (var silent = Wire.listen(desk.socket)) {
      assertThat(status()).isEqualTo(69);
      assertThat(silent.isOpen()).isTrue();
    }
    assertThat(desk.said()).startsWith("not serving, unreachable: no greeting from the daemon at ");
  }

  /// A greeting is a promise; only an answer proves that it serves.
  @Test
  void greetingButDead() throws IOException {
    try (var listener = Wire.listen(desk.socket)) {
      Thread.ofVirtual()
          .start(() -> {
            try {
              while (true) {
                Wire.accept(listener).send(Wire.greeting(3)).end();
              }
            } catch (IOException over) {
              // The test is.
            }
          });
      assertThat(status()).isEqualTo(69);
    }
    assertThat(desk.said()).startsWith("not serving, unreachable: it greets but does not answer.");
  }

  @Test
  void notAccessible() {
    desk.machine.sockets(real ->
        TestMachine.overriding(
            Sockets.class,
            real,
            "connect",
            (_, _) -> {
              throw new KernelException(Errno.EACCES, "connect");
            }));
    assertThat(status()).isEqualTo(69);
    assertThat(desk.said()).startsWith("not serving, not accessible: no permission to use ");
  }

  @Test
  void somethingElseAtThePath() throws IOException {
    Files.writeString(desk.socket, "precious");
    assertThat(status()).isEqualTo(69);
    assertThat(desk.said()).startsWith("not serving, unusable: ").contains("a regular file");
    assertThat(desk.socket).hasContent("precious");
  }

  @Test
  void servingIsACompletedExchange() throws IOException {
    install("active", "enabled", 1);
    try (PlayedDaemon _ = PlayedDaemon.at(desk.socket, "dev", 3)) {
      assertThat(status()).as(desk.said()).isZero();
    }
    assertThat(desk.said())
        .startsWith("serving: generation 3, pid 1, version dev, at " + desk.socket)
        .contains("service: running, enabled");
  }

  @Test
  void aDaemonThatAnswersWithoutAServiceIsWarnedOf() throws IOException {
    try (PlayedDaemon _ = PlayedDaemon.at(desk.socket, "dev", 3)) {
      assertThat(status()).isZero();
    }
    assertThat(desk.said())
        .contains("service: not installed")
        .contains("warning: a daemon answers, but no service is installed");
  }

  @Test
  void anotherVersionOfTheDaemonIsWarnedOf() throws IOException {
    install("active", "enabled", 1);
    try (PlayedDaemon _ = PlayedDaemon.at(desk.socket, "0.0.9\\u001b[31m", 3)) {
      assertThat(status()).isZero();
    }
    assertThat(desk.said())
        .contains("warning: the daemon is 0.0.9\\u001b[31m, but this program", "is dev");
  }

  @Test
  void anotherVersionOfTheInstalledProgramIsWarnedOf() throws IOException {
    Path other = Files.writeString(room.resolve("other"), "#!/bin/sh\necho ridethrough 0.0.8\n");
    assertThat(other.toFile().setExecutable(true)).isTrue();
    desk.writeUnit("[Service]\nExecStart=" + other + " daemon run\n");
    desk.systemctl.is("loaded", "active", "enabled");
    status();
    assertThat(desk.said())
        .contains("warning: the service starts version 0.0.8, but this program is dev");
  }

  @Test
  void clientsOfAnotherVersionAreWarnedOf() throws IOException {
    install("active", "enabled", 1);
    try (PlayedDaemon daemon = PlayedDaemon.at(desk.socket, "dev", 3)) {
      daemon.served(
          """
          [{"version":"dev","protocol":2,"clients":9,"secondsAgo":0},\
          {"version":"0.0.8\\u001b[31m","protocol":1,"clients":2,"secondsAgo":12}]\
          """);
      assertThat(status()).isZero();
      assertThat(desk.said())
          .contains("warning: the daemon is dev, but in the last ten minutes it served 2 clients")
          .contains(" of version 0.0.8\\u001b[31m, protocol 1 (12 s ago)")
          .doesNotContain("9 clients");
      desk.run("daemon", "status", "--json");
    }
    assertThat(desk.said())
        .contains(
            "\"clients\":[{\"version\":\"dev\",\"protocol\":2,\"clients\":9,\"secondsAgo\":0},{");
  }

  @Test
  void anAnswerAboutClientsThatCanNotBeUnderstoodIsNoProblem() throws IOException {
    install("active", "enabled", 1);
    try (PlayedDaemon daemon = PlayedDaemon.at(desk.socket, "dev", 3)) {
      daemon.served("[{\"version\":7}]");
      assertThat(status()).isZero();
    }
    assertThat(desk.said()).doesNotContain("ten minutes").startsWith("serving: ");
  }

  @Test
  void aProgramOfTheServiceThatIsGoneIsAProblem() throws IOException {
    desk.writeUnit("[Service]\nExecStart=" + room.resolve("gone") + " daemon run\n");
    desk.systemctl.is("loaded", "activating", "enabled");
    assertThat(desk.run("doctor")).isEqualTo(1);
    assertThat(desk.said()).contains("problem  version", "gone, does not run");
  }

  @Test
  void aDaemonThatIsNotTheServicesIsAProblem() throws IOException {
    install("activating", "enabled", 4711);
    try (PlayedDaemon _ = PlayedDaemon.at(desk.socket, "dev", 3)) {
      assertThat(status()).isZero();
    }
    assertThat(desk.said()).contains("problem: pid 1 serves, but is not that of");
  }

  @Test
  void aStoppedOrDisabledServiceIsSaid() throws IOException {
    install("inactive", "disabled", 0);
    assertThat(desk.run("doctor")).isEqualTo(1);
    assertThat(desk.said())
        .contains("problem  service  ridethrough.service is stopped, disabled")
        .contains("warning  service  ridethrough.service is not enabled");
  }

  @Test
  void whoHoldsTheLeaseIsSaid() throws IOException {
    Path lock = desk.home.resolve("daemon.sock.lock");
    Files.writeString(lock, "7 " + TestMachine.REAL.self().pid() + "\n");
    status();
    assertThat(desk.said())
        .contains("held by pid " + TestMachine.REAL.self().pid() + ", generation 7")
        .contains("does not serve: it starts, drains or hangs");
    Files.writeString(lock, "7 2147483646\n");
    status();
    assertThat(desk.said()).contains("held by nobody: pid 2147483646, generation 7");
  }

  @Test
  void aStoreThatIsNoneIsAProblem() throws IOException {
    Files.writeString(desk.home.resolve("ledger.db"), "not a database");
    assertThat(desk.run("doctor")).isEqualTo(1);
    assertThat(desk.said()).contains("problem  store", "is not a ledger");
  }

  @Test
  void aServingDaemonIsAskedForItsStore() throws IOException {
    install("active", "enabled", 1);
    try (PlayedDaemon daemon = PlayedDaemon.at(desk.socket, "dev", 3)) {
      assertThat(desk.run("doctor")).as(desk.said()).isZero();
      assertThat(desk.said()).contains("ok       store    the daemon reads it, with a journal");
      daemon.refuses("tools/call");
      assertThat(desk.run("doctor")).isEqualTo(1);
      assertThat(desk.said()).contains("problem  store    the daemon can't read it: disk on fire");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"daemon status --json", "doctor --json"})
  void jsonTellsTheSame(String words) throws IOException {
    install("active", "enabled", 1);
    try (PlayedDaemon _ = PlayedDaemon.at(desk.socket, "dev", 3)) {
      assertThat(desk.run(words.split(" "))).as(desk.said()).isZero();
    }
    assertThat(desk.machine.stdout.lines())
        .singleElement()
        .asString()
        .contains("\"state\":\"serving\",\"generation\":3,\"pid\":1")
        .contains("\"active\":\"active\",\"enabled\":\"enabled\"")
        .contains("\"versions\":{\"program\":\"dev\",\"installed\":\"dev\",\"daemon\":\"dev\"}");
  }

  @Test
  void aPlaceWhereNoDaemonMayServeIsAProblem() throws IOException {
    Files.setPosixFilePermissions(desk.user, PosixFilePermissions.fromString("rwxr-xr-x"));
    desk.writeUnit(
        "[Service]\nExecStart=%s daemon run --socket %s/a.sock\n"
            .formatted(desk.launcher, desk.user));
    desk.systemctl.is("loaded", "activating", "enabled");
    assertThat(desk.run("doctor")).isEqualTo(1);
    assertThat(desk.said()).contains("others may enter " + desk.user);
  }

  @Test
  void withoutAHomeTheOptionThatWasGivenIsNotAdvised() {
    desk.environment.remove("HOME");
    assertThat(desk.run("daemon", "status", "--home", desk.home.toString())).isEqualTo(64);
    assertThat(desk.said()).contains("HOME is not set").doesNotContain("give --home");
  }
}
