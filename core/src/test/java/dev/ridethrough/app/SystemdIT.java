package dev.ridethrough.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The real units under a real systemd user manager.
class SystemdIT {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir private Path home;
  private App app;
  private UserManager manager;

  @BeforeEach
  void start() throws IOException {
    manager = UserManager.at(home);
    app = new App(home).withVariable("XDG_RUNTIME_DIR", manager.runtime().toString());
  }

  @AfterEach
  void end() throws IOException {
    if (app != null) {
      app.close();
      manager.close();
    }
  }

  private String does(String... words) throws IOException {
    Child child = app.start(words);
    assertThat(child.status()).as(child.err()).isZero();
    return String.join("\n", child.out());
  }

  private void install(String option) throws IOException {
    if (option.isEmpty()) {
      does("daemon", "install");
    } else {
      does("daemon", "install", option);
    }
  }

  private long awaitOtherThan(long pid) {
    return await().atMost(LIMIT).until(() -> manager.pid(), now -> now != 0 && now != pid);
  }

  private void signal(String signal, long pid) throws IOException {
    Child kill = Child.of(new ProcessBuilder("kill", "-" + signal, String.valueOf(pid)).start());
    assertThat(kill.status()).as(kill.err()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--socket-activated"})
  void whateverEndsTheDaemonAnotherOneServes(String option) throws IOException {
    install(option);
    long pid = manager.pid();
    for (String signal : new String[] {"KILL", "TERM"}) {
      signal(signal, pid);
      does("call", "ledger_append", "{\"text\":\"" + signal + "\"}");
      pid = awaitOtherThan(pid);
    }
    assertThat(does("daemon", "status")).contains("pid " + pid, "service: running, enabled");
  }

  /// More often than systemd's start limit, five times in ten seconds, would allow.
  @ParameterizedTest
  @ValueSource(strings = {"", "--socket-activated"})
  void crashLoopsDoNotRunIntoAStartLimit(String option) throws IOException {
    install(option);
    long pid = manager.pid();
    for (int i = 0; i < 7; i++) {
      signal("KILL", pid);
      pid = awaitOtherThan(pid);
    }
    assertThat(does("call", "echo", "{\"text\":\"x\"}")).contains("x");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--socket-activated"})
  void aSessionRidesOutRestartsAndUpdates(String option) throws IOException {
    install(option);
    Child serve = app.start("serve");
    int id = 0;
    for (String[] restart :
        new String[][] {{"daemon", "restart"}, {"post-update"}, {"daemon", "restart"}}) {
      Child restarting = app.start(restart);
      while (restarting.process.isAlive()) {
        id = append(serve, id);
      }
      assertThat(restarting.status()).as(restarting.err()).isZero();
    }
    assertThat(id).as("at least one in each restart").isGreaterThanOrEqualTo(3);
    assertThat(serve.end().status()).isZero();
    String entries = does("call", "ledger_entries", "{\"limit\":1000}");
    assertThat(entries.split("\"text\":", -1)).hasSize(id + 1);
  }

  @Test
  void systemdOwnsTheSocketOfAnActivatedService() throws IOException {
    install("--socket-activated");
    Object socket = Files.getAttribute(app.socket, "unix:ino");
    signal("KILL", manager.pid());
    does("daemon", "restart");
    assertThat(Files.getAttribute(app.socket, "unix:ino")).isEqualTo(socket);
    does("daemon", "stop");
    assertThat(app.socket).doesNotExist();
    assertThat(app.start("daemon", "status").status()).isEqualTo(69);
    does("daemon", "install", "--no-socket-activated");
    assertThat(home.resolve(".config/systemd/user/ridethrough.socket")).doesNotExist();
    assertThat(does("daemon", "status")).contains("service: running, enabled");
  }

  @Test
  void aDaemonByHandDoesNotServeTheHomeOfAnActivatedOne() throws IOException {
    install("--socket-activated");
    Child second = app.startDaemon();
    assertThat(second.status()).isEqualTo(1);
    assertThat(second.err()).contains("already in use");
  }

  @Test
  void whatWasMaskedStoppedOrDisabledStaysSoAfterAnUpdate() throws IOException {
    install("");
    manager.does("disable", "ridethrough.service");
    manager.does(
        "daemon-reload"); // systemctl only does that itself where systemd booted the machine
    does("post-update");
    assertThat(does("daemon", "status")).contains("service: running, disabled");
    does("daemon", "stop");
    assertThat(does("post-update")).contains("was not running");
    assertThat(manager.pid()).isZero();
    does("daemon", "uninstall");
    manager.does("mask", "ridethrough.service");
    assertThat(does("post-update")).contains("is masked");
    Child install = app.start("daemon", "install");
    assertThat(install.status()).isEqualTo(1);
    assertThat(install.err()).contains("is masked", "unmask");
  }

  @Test
  void anOddPathIsWhatSystemdTakesItFor() throws IOException {
    Path odd = home.resolve("a $HOME %h \"b\" 'c' \\n");
    does("daemon", "install", "--socket", odd.resolve("d").toString(), "--home", odd.toString());
    assertThat(odd.resolve("ledger.db")).exists();
    assertThat(does("daemon", "status")).contains("at " + odd.resolve("d"));
  }

  private Child update(Path prefix, Path release) throws IOException {
    return app.start("update", "--prefix", prefix.toString(), "--from", release.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--socket-activated"})
  void anOldProxyTalksToTheNewDaemonAndOneStartedMeanwhileFindsIt(String option)
      throws IOException {
    Path prefix = home.resolve("p");
    Path one = Releases.make(home.resolve("one"), "1.0");
    Path two = Releases.make(home.resolve("two"), "2.0");
    assertThat(update(prefix, one).status()).isZero();
    App installed = new App(home, prefix.resolve("current"));
    installed.withVariable("XDG_RUNTIME_DIR", manager.runtime().toString());
    try (installed) {
      String[] words =
          option.isEmpty()
              ? new String[] {"daemon", "install"}
              : new String[] {"daemon", "install", option};
      Child install = installed.start(words);
      assertThat(install.status()).as(install.err()).isZero();
      Child old = installed.start("serve");
      int id = append(old, 0);
      long pid = manager.pid();
      Child update = update(prefix, two);
      while (update.process.isAlive()) {
        id = append(old, id);
      }
      assertThat(update.status()).as(update.err()).isZero();
      assertThat(manager.pid()).isNotEqualTo(pid);
      assertThat(update.out()).last(STRING).contains("--roll-back");

      Child back = app.start("update", "--prefix", prefix.toString(), "--roll-back");
      Child meanwhile = installed.start("serve");
      int other = 1000;
      while (back.process.isAlive()) {
        id = append(old, id);
        other = append(meanwhile, other);
      }
      assertThat(back.status()).as(back.err()).isZero();
      id = append(old, id);
      assertThat(old.end().status()).isZero();
      assertThat(meanwhile.end().status()).isZero();
      assertThat(old.err().split("version 2.0", -1))
          .as("warned once of the skew: " + old.err())
          .hasSize(2);
      String entries = does("call", "ledger_entries", "{\"limit\":1000}");
      assertThat(entries.split("\"text\":", -1)).hasSize(id + other - 1000 + 1);
    }
  }

  @Test
  void aVersionThatDoesNotStartIsTakenBackUnderASession() throws IOException {
    Path prefix = home.resolve("p");
    Path one = Releases.make(home.resolve("one"), "1.0");
    Path bad = Releases.make(home.resolve("bad"), "2.0");
    Path launcher = bad.resolve("bin/ridethrough");
    String script = Files.readString(launcher);
    Files.writeString(
        launcher, script.replaceFirst("\n", "\n[ \"\\$1 \\$2\" != 'daemon run' ] || exit 3\n"));
    assertThat(update(prefix, one).status()).isZero();
    App installed = new App(home, prefix.resolve("current"));
    installed.withVariable("XDG_RUNTIME_DIR", manager.runtime().toString());
    try (installed) {
      assertThat(installed.start("daemon", "install").status()).isZero();
      Child update = app.start("update", "--prefix", prefix.toString(), "--from", bad.toString());
      await().atMost(Duration.ofMinutes(1)).until(() -> !update.process.isAlive());
      assertThat(update.status()).as(update.err()).isEqualTo(70);
      assertThat(update.err()).contains("Rolled back to 1.0-");
      assertThat(does("daemon", "status")).contains("version 1.0");
    }
  }

  /// Appends once more.
  ///
  /// @return its id
  private static int append(Child serve, int last) throws IOException {
    int id = last + 1;
    serve.send(
        "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"tools/call\",\"params\":{\"name\":\"ledger_append\",\"arguments\":{\"text\":\"t\"}}}"
            .formatted(id));
    assertThat(serve.hears("\"id\":" + id + ",")).contains("\"result\"");
    return id;
  }
}
