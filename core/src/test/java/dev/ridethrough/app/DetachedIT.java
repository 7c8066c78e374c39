package dev.ridethrough.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A daemon that is started without a service manager, and what is not loaded meanwhile.
class DetachedIT {
  @TempDir private Path home;
  private App app;

  @BeforeEach
  void start() {
    app = new App(home);
  }

  @AfterEach
  void end() throws IOException {
    app.start("daemon", "stop").status();
    app.close();
  }

  private String does(String... words) throws IOException {
    Child child = app.start(words);
    assertThat(child.status()).as(child.err()).isZero();
    return String.join("\n", child.out());
  }

  private static String pidIn(String said) {
    return said.replaceAll("(?s).*pid (\\d+).*", "$1");
  }

  @Test
  void itIsStartedRestartedAndStopped() throws IOException {
    String pid = pidIn(does("daemon", "start"));
    assertThat(does("daemon", "start")).startsWith("already serving").contains("pid " + pid);
    String restarted = does("daemon", "restart");
    assertThat(restarted).startsWith("stopped: pid " + pid).contains("serving: generation 2");
    assertThat(isGone(pid)).isTrue();
    assertThat(does("daemon", "stop"))
        .isEqualTo(
            "stopped: pid %s at %s"
                .formatted(
                    restarted.replaceAll("(?s).*generation 2, pid (\\d+).*", "$1"), app.socket));
    assertThat(app.start("daemon", "stop").status()).isEqualTo(69);
    assertThat(home.resolve(".ridethrough/daemon.log"))
        .content()
        .contains("generation 1 serves", "generation 2 serves");
  }

  /// Also when whoever adopted it has not asked for its end yet.
  private static boolean isGone(String pid) throws IOException {
    try {
      String stat = Files.readString(Path.of("/proc", pid, "stat"));
      return stat.substring(stat.lastIndexOf(')') + 2).startsWith("Z");
    } catch (NoSuchFileException e) {
      return true;
    }
  }

  /// So that neither Ctrl-C nor the end of its terminal reaches it.
  @Test
  void itHasASessionOfItsOwn() throws IOException {
    String pid = pidIn(does("daemon", "start"));
    String stat = Files.readString(Path.of("/proc", pid, "stat"));
    String session = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[3];
    assertThat(session).isEqualTo(pid);
  }

  @Test
  void aDaemonThatEndsAtOnceIsToldWithItsReason() throws IOException {
    Files.createDirectories(home.resolve(".ridethrough/ledger.db"));
    Files.setPosixFilePermissions(
        home.resolve(".ridethrough"), PosixFilePermissions.fromString("rwx------"));
    Child start = app.start("daemon", "start");
    assertThat(start.status()).isEqualTo(1);
    assertThat(start.err()).contains(") was started but ended", "ledger.db can't be used");
  }

  @Test
  void socketActivationByHandIsRefused() throws IOException {
    Child daemon = app.startDaemon("--socket-activated");
    assertThat(daemon.status()).isEqualTo(1);
    assertThat(daemon.err()).contains("is not a listening Unix socket", "leave it out");
    assertThat(app.socket).doesNotExist();
  }

  /// It would lengthen each outage.
  @ParameterizedTest
  @ValueSource(strings = {"daemon run", "serve"})
  void nothingOfTheServiceIsLoadedToRunOrServe(String words) throws IOException {
    Path log = home.resolve("classes");
    app.withVariable("_JAVA_OPTIONS", "-Xlog:class+load:file=" + log);
    Child child = app.start(words.split(" "));
    if (words.equals("serve")) {
      child.send("nonsense");
      child.hears("-32700");
    } else {
      child.says(" serves");
    }
    await().until(() -> Files.readString(log).contains("dev.ridethrough.cli.Where "));
    List<String> loaded = Files.readAllLines(log);
    assertThat(loaded)
        .noneMatch(line ->
            line.contains("dev.ridethrough.service.")
                || line.contains("dev.ridethrough.cli.Service")
                || line.contains("RealHost"));
    child.kill();
  }
}
