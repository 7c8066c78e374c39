package dev.ridethrough.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Installing, starting and stopping by a `systemctl` that is played.
class InstallTest {
  private static final String[] INSTALL = {"daemon", "install"};

  @TempDir private Path room;
  private Desk desk;

  @BeforeEach
  void sitDown() throws IOException {
    desk = new Desk(room);
  }

  @Test
  void theUnitIsWrittenThenReloadEnableAndRestartInThatOrder() throws IOException {
    CompletableFuture<Integer> install = CompletableFuture.supplyAsync(() -> desk.run(INSTALL));
    await().until(() -> desk.systemctl.calls().contains("restart ridethrough.service"));
    await().during(Duration.ofMillis(300)).until(() -> !install.isDone());
    try (PlayedDaemon _ = PlayedDaemon.at(desk.socket, "dev", 2)) {
      assertThat(install.join()).as(desk.said()).isZero();
    }
    assertThat(desk.systemctl.calls())
        .containsExactly(
            "daemon-reload", "enable ridethrough.service", "restart ridethrough.service");
    assertThat(Files.readString(desk.unit)).contains("\"--socket\" \"" + desk.socket + "\"");
    assertThat(desk.said()).contains("installed: serving: generation 2, pid 1");
  }

  @Test
  void anInstalledUnitIsRewrittenWithItsSocketPathKept() throws IOException {
    installOver(desk.home.resolve("kept by hand.sock"));
  }

  private void installOver(Path kept) throws IOException {
    desk.writeUnit("[Service]\nExecStart=/old/bin daemon run --socket '" + kept + "'\n");
    desk.systemctl.is("loaded", "inactive", "enabled");
    CompletableFuture<Integer> install = CompletableFuture.supplyAsync(() -> desk.run(INSTALL));
    await().until(() -> desk.systemctl.calls().contains("restart ridethrough.service"));
    try (PlayedDaemon _ = PlayedDaemon.at(kept, "dev", 2)) {
      assertThat(install.join()).as(desk.said()).isZero();
    }
    assertThat(Files.readString(desk.unit))
        .contains("\"--socket\" \"" + kept + "\"", "\"" + desk.launcher + "\"")
        .doesNotContain("/old/bin");
  }

  @Test
  void whatIsInstalledAndServesIsNotTouchedAgain() throws IOException {
    Path kept = desk.home.resolve("kept by hand.sock");
    installOver(kept);
    Object before = Files.getAttribute(desk.unit, "unix:ino");
    int calls = desk.systemctl.calls().size();
    try (PlayedDaemon _ = PlayedDaemon.at(kept, "dev", 3)) {
      assertThat(desk.run(INSTALL)).isZero();
    }
    assertThat(desk.said()).contains("already installed: serving: generation 3");
    assertThat(Files.getAttribute(desk.unit, "unix:ino")).isEqualTo(before);
    assertThat(desk.systemctl.calls()).hasSize(calls);
  }

  @Test
  void aDaemonStartedByHandIsNotPushedAside() throws IOException {
    try (PlayedDaemon _ = PlayedDaemon.at(desk.socket, "dev", 3)) {
      assertThat(desk.run(INSTALL)).isEqualTo(1);
    }
    assertThat(desk.said()).contains("that systemd did not start", "daemon stop");
    assertThat(desk.systemctl.calls()).isEmpty();
    assertThat(desk.unit).doesNotExist();
  }

  @Test
  void aMaskedServiceIsNotInstalled() throws IOException {
    Files.createDirectories(desk.unit.getParent());
    Files.createSymbolicLink(desk.unit, Path.of("/dev/null"));
    desk.systemctl.is("masked", "inactive", "masked");
    assertThat(desk.run(INSTALL)).isEqualTo(1);
    assertThat(desk.said()).contains("is masked", "unmask");
    assertThat(Files.isSymbolicLink(desk.unit)).isTrue();
    assertThat(desk.systemctl.calls()).isEmpty();
  }

  @Test
  void aPlaceWhereNoDaemonCanServeIsSaidBeforeAnythingIsDone() throws IOException {
    Files.writeString(desk.socket, "precious");
    assertThat(desk.run(INSTALL)).isEqualTo(1);
    assertThat(desk.said()).contains("a regular file").contains(desk.socket.toString());
    assertThat(desk.systemctl.calls()).isEmpty();
  }

  @Test
  void aPlaceThatTheDaemonWouldRefuseIsSaidBeforeAnythingIsDone() throws IOException {
    Path open = Files.createDirectory(room.resolve("open"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
    assertThat(desk.run("daemon", "install", "--socket", open.resolve("s").toString()))
        .isEqualTo(1);
    assertThat(desk.said()).contains("others may enter " + open);
    assertThat(desk.systemctl.calls()).isEmpty();
  }

  @Test
  void aDrainThatOutlastsTheGraceWindowIsWarnedOf() throws IOException {
    desk.systemctl.is("loaded", "inactive", "disabled");
    CompletableFuture<Integer> install =
        CompletableFuture.supplyAsync(() -> desk.run("daemon", "install", "--drain", "7s"));
    await().until(() -> desk.systemctl.calls().contains("restart ridethrough.service"));
    try (PlayedDaemon _ = PlayedDaemon.at(desk.socket, "dev", 2)) {
      assertThat(install.join()).as(desk.said()).isZero();
    }
    assertThat(desk.said()).contains("warning: a drain of 7000 ms", "Up to 6000 ms");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Failed to connect to bus: No medium found | loginctl enable-linger",
        "Failed to restart: Unit is on fire. | journalctl --user -u ridethrough.service",
      })
  void errorsOfSystemctlAreExplained(String error, String remedy) throws IOException {
    desk.systemctl.fail("daemon-reload", error);
    assertThat(desk.run(INSTALL)).isEqualTo(1);
    assertThat(desk.said())
        .contains("`systemctl --user daemon-reload` failed with status 1: " + error, remedy)
        .doesNotContain("Exception");
  }

  @Test
  void withoutSystemctlTheWayWithoutItIsTold() {
    desk.environment.put("PATH", room.resolve("empty").toString());
    assertThat(desk.run(INSTALL)).isEqualTo(1);
    assertThat(desk.said()).contains("no systemctl on PATH", "ridethrough daemon start");
  }

  /// As when XDG_CONFIG_HOME is set in this shell only.
  @Test
  void aManagerThatReadsAnotherFileIsNoticed() throws IOException {
    desk.environment.put("XDG_CONFIG_HOME", room.resolve("elsewhere").toString());
    assertThat(desk.run(INSTALL)).isEqualTo(1);
    assertThat(desk.said()).contains("systemd does not use", "XDG_CONFIG_HOME");
    assertThat(desk.systemctl.calls()).containsExactly("daemon-reload");
  }

  @Test
  void uninstallStopsDisablesDeletesAndReloads() throws IOException {
    desk.writeUnit("[Service]\nExecStart=/old/bin daemon run\n");
    assertThat(desk.run("daemon", "uninstall")).as(desk.said()).isZero();
    assertThat(desk.systemctl.calls())
        .containsExactly(
            "stop ridethrough.service", "disable ridethrough.service", "daemon-reload");
    assertThat(desk.unit).doesNotExist();
    assertThat(desk.run("daemon", "uninstall")).isZero();
    assertThat(desk.said()).contains("not installed");
  }

  @Test
  void whatDoesNotRunCanNotBeStopped() throws IOException {
    desk.writeUnit("[Service]\nExecStart=/old/bin daemon run\n");
    desk.systemctl.is("loaded", "inactive", "enabled");
    assertThat(desk.run("daemon", "stop")).as(desk.said()).isEqualTo(69);
    assertThat(desk.said()).contains("no daemon to stop: ridethrough.service was not running");
    desk.systemctl.is("loaded", "active", "enabled");
    assertThat(desk.run("daemon", "stop")).isZero();
  }

  @Test
  void aSocketActivatedServiceHasASocketUnitThatIsEnabledToo() throws IOException {
    CompletableFuture<Integer> install =
        CompletableFuture.supplyAsync(() -> desk.run("daemon", "install", "--socket-activated"));
    await().until(() -> desk.systemctl.calls().contains("restart ridethrough.service"));
    try (PlayedDaemon _ = PlayedDaemon.at(desk.socket, "dev", 1)) {
      assertThat(install.join()).as(desk.said()).isZero();
    }
    assertThat(desk.systemctl.calls())
        .containsExactly(
            "daemon-reload",
            "enable ridethrough.socket ridethrough.service",
            "start ridethrough.socket",
            "restart ridethrough.service");
    assertThat(desk.unit.resolveSibling("ridethrough.socket"))
        .content()
        .contains("ListenStream=" + desk.socket);
  }

  @Test
  void aDaemonThatIsStartedByBeingAskedIsSystemds() throws IOException {
    desk.writeUnit("[Service]\nExecStart=%s daemon run\n".formatted(desk.launcher));
    desk.systemctl.is("loaded", "inactive", "enabled");
    desk.systemctl.activates();
    try (PlayedDaemon _ = PlayedDaemon.at(desk.socket, "dev", 6)) {
      desk.run("daemon", "install");
    }
    assertThat(desk.said()).doesNotContain("systemd did not start");
    assertThat(desk.systemctl.calls()).contains("restart ridethrough.service");
  }
}
