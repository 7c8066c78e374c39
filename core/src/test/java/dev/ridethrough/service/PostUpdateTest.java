package dev.ridethrough.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ridethrough.machine.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the new program does to the service once it is in its place.
class PostUpdateTest {
  @TempDir private Path room;
  private Desk desk;

  @BeforeEach
  void sitDown() throws IOException {
    desk = new Desk(room);
  }

  private int postUpdate() {
    return desk.run("post-update");
  }

  private void install(String active, String enabled) throws IOException {
    desk.writeUnit("[Service]\nExecStart=/old/bin daemon run --socket " + desk.socket + "\n");
    desk.systemctl.is("loaded", active, enabled);
  }

  @Test
  void theUnitIsRewrittenItsSocketPathKeptAndReloadEnableRestartComeInThatOrder()
      throws IOException {
    Path kept = desk.home.resolve("kept.sock");
    desk.writeUnit("[Service]\nExecStart=/old/bin daemon run --drain 3s --socket " + kept + "\n");
    desk.systemctl.is("loaded", "active", "enabled");
    try (PlayedDaemon daemon = PlayedDaemon.at(kept, "old", 6)) {
      CompletableFuture<Integer> done = CompletableFuture.supplyAsync(this::postUpdate);
      await().until(() -> desk.systemctl.calls().contains("restart ridethrough.service"));
      daemon.becomes("dev", 7);
      assertThat(done.join()).as(desk.said()).isZero();
    }
    assertThat(desk.systemctl.calls())
        .containsExactly(
            "daemon-reload", "enable ridethrough.service", "restart ridethrough.service");
    assertThat(Files.readString(desk.unit))
        .contains("\"--socket\" \"" + kept + "\"", "\"--drain\" \"3000ms\"")
        .contains("ExecStart=\"" + desk.launcher + "\"");
  }

  @Test
  void itWaitsUntilTheNewVersionAnswersARequest() throws IOException {
    install("active", "enabled");
    try (PlayedDaemon daemon = PlayedDaemon.at(desk.socket, "old", 6)) {
      CompletableFuture<Integer> done = CompletableFuture.supplyAsync(this::postUpdate);
      await().until(() -> desk.systemctl.calls().contains("restart ridethrough.service"));
      daemon.becomes("old", 7); // restarted, but still the old program
      await().during(Duration.ofMillis(500)).until(() -> !done.isDone());
      daemon.becomes("dev", 8);
      assertThat(done.join()).as(desk.said()).isZero();
    }
    assertThat(desk.said()).contains("restarted, serving: generation 8, pid 1, version dev");
  }

  @Test
  void aDaemonThatAnswersAndCrashesDoesNotServe() throws IOException {
    install("active", "enabled");
    try (PlayedDaemon daemon = PlayedDaemon.at(desk.socket, "old", 6)) {
      CompletableFuture<Integer> done = CompletableFuture.supplyAsync(this::postUpdate);
      await().until(() -> desk.systemctl.calls().contains("restart ridethrough.service"));
      for (int life = 1; !done.isDone(); life++) {
        daemon.becomes("dev", 6 + life);
        desk.systemctl.restarts(life);
        await().during(Duration.ofMillis(300)).until(() -> true);
      }
      assertThat(done.join()).as(desk.said()).isEqualTo(69);
    }
    assertThat(desk.said()).contains("it ends again and again");
  }

  /// As when an update was killed that had asked for a restart.
  @Test
  void aServiceOnItsWayDownIsAwaited() throws IOException {
    install("deactivating", "enabled");
    try (PlayedDaemon daemon = PlayedDaemon.at(desk.socket, "old", 6)) {
      CompletableFuture<Integer> done = CompletableFuture.supplyAsync(this::postUpdate);
      await().during(Duration.ofMillis(300)).until(() -> !done.isDone());
      desk.systemctl.is("loaded", "active", "enabled");
      await().until(() -> desk.systemctl.calls().contains("restart ridethrough.service"));
      daemon.becomes("dev", 7);
      assertThat(done.join()).as(desk.said()).isZero();
    }
  }

  @Test
  void aMissingUnitIsSkipped() throws IOException {
    assertThat(postUpdate()).isZero();
    assertThat(desk.said()).contains("no service is installed: nothing was restarted");
    assertThat(desk.systemctl.calls()).isEmpty();
    assertThat(desk.unit).doesNotExist();
  }

  @Test
  void aMissingUnitIsSkippedAndAnOldDaemonStartedByHandIsTold() throws IOException {
    try (PlayedDaemon _ = PlayedDaemon.at(desk.socket, "old", 6)) {
      assertThat(postUpdate()).isZero();
    }
    assertThat(desk.said()).contains("A daemon of version old (pid 1) answers", "daemon restart");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "nothing",
      value = {
        "inactive, enabled, enable ridethrough.service",
        "failed, enabled, enable ridethrough.service",
        "inactive, disabled, nothing",
      })
  void whatWasStoppedStaysStopped(String active, String enabled, String more) throws IOException {
    install(active, enabled);
    assertThat(postUpdate()).as(desk.said()).isZero();
    assertThat(desk.systemctl.calls()).doesNotContain("restart ridethrough.service");
    assertThat(desk.systemctl.calls()).first().isEqualTo("daemon-reload");
    assertThat(desk.systemctl.calls()).hasSize(more == null ? 1 : 2);
    assertThat(desk.systemctl.state())
        .contains("ActiveState=" + active, "UnitFileState=" + enabled);
    assertThat(desk.unit).content().contains(desk.launcher.toString());
    assertThat(desk.said()).contains("was not running");
  }

  @Test
  void whatRanDisabledRunsDisabled() throws IOException {
    install("active", "disabled");
    try (PlayedDaemon daemon = PlayedDaemon.at(desk.socket, "old", 6)) {
      CompletableFuture<Integer> done = CompletableFuture.supplyAsync(this::postUpdate);
      await().until(() -> desk.systemctl.calls().contains("restart ridethrough.service"));
      daemon.becomes("dev", 7);
      assertThat(done.join()).isZero();
    }
    assertThat(desk.systemctl.state()).contains("ActiveState=active", "UnitFileState=disabled");
  }

  @Test
  void whatWasMaskedStaysMasked() throws IOException {
    Files.createDirectories(desk.unit.getParent());
    Files.createSymbolicLink(desk.unit, Path.of("/dev/null"));
    desk.systemctl.is("masked", "inactive", "masked");
    assertThat(postUpdate()).isZero();
    assertThat(Files.isSymbolicLink(desk.unit)).isTrue();
    assertThat(desk.systemctl.calls()).isEmpty();
    assertThat(desk.said()).contains("is masked");
  }

  @Test
  void aUnitThatIsKeptElsewhereIsNotCalledMasked() throws IOException {
    Path kept =
        Files.writeString(desk.user.resolve("kept"), "[Service]\nExecStart=/old daemon run\n");
    Files.createDirectories(desk.unit.getParent());
    Files.createSymbolicLink(desk.unit, kept);
    desk.systemctl.is("loaded", "active", "linked");
    assertThat(postUpdate()).isEqualTo(1);
    assertThat(desk.said()).contains(desk.unit + " is a link", "daemon install");
    assertThat(desk.systemctl.calls()).isEmpty();
    assertThat(kept).content().contains("/old");
  }

  @Test
  void onlyAFailedRestartIsTold() throws IOException {
    install("active", "enabled");
    desk.systemctl.fail("restart", "Job failed.");
    assertThat(postUpdate()).isEqualTo(69);
    assertThat(desk.said()).contains("restart ridethrough.service` failed", "Job failed.");
    assertThat(desk.unit).content().contains(desk.launcher.toString());
  }

  @Test
  void aUnitThatCannotBeReadIsFatalAndNothingIsRestarted() throws IOException {
    String strange = "[Service]\nExecStart=/old/bin daemon run --socket ${SOMEWHERE}\n";
    desk.writeUnit(strange);
    desk.systemctl.is("loaded", "active", "enabled");
    assertThat(postUpdate()).isEqualTo(1);
    assertThat(desk.said()).contains(desk.unit.toString(), "it has a variable in it");
    assertThat(desk.systemctl.calls()).isEmpty();
    assertThat(desk.unit).hasContent(strange);
  }

  @Test
  void aDaemonThatOnlyComesToGoIsNotWaitedFor() throws IOException {
    install("active", "enabled");
    desk.systemctl.crashes();
    long start = System.nanoTime();
    assertThat(postUpdate()).isEqualTo(69);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
    assertThat(desk.said()).contains("it ends again and again");
  }

  /// A connection to a socket of systemd's starts the service.
  @Test
  void nobodyConnectsToTheSocketOfAServiceThatIsStopped() throws IOException {
    install("inactive", "enabled");
    try (var silent = Wire.listen(desk.socket)) {
      silent.configureBlocking(false);
      assertThat(postUpdate()).as(desk.said()).isZero();
      assertThat(silent.accept()).isNull();
    }
  }

  @Test
  void theVersionThatIsBeingReplacedIsNotWarnedOf() throws IOException {
    install("active", "enabled");
    try (PlayedDaemon daemon = PlayedDaemon.at(desk.socket, "old", 6)) {
      CompletableFuture<Integer> done = CompletableFuture.supplyAsync(this::postUpdate);
      await().until(() -> desk.systemctl.calls().contains("restart ridethrough.service"));
      daemon.becomes("dev", 7);
      assertThat(done.join()).as(desk.said()).isZero();
    }
    assertThat(desk.said()).doesNotContain("restart the older");
  }
}
