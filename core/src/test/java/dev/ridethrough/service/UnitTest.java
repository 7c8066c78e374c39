package dev.ridethrough.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ridethrough.machine.Machine;
import dev.ridethrough.machine.TestMachine;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is written into units, and read from those that people have changed.
class UnitTest {
  private final Machine machine =
      TestMachine.overriding(
          Machine.class,
          TestMachine.REAL,
          "environment",
          (words, _) -> words[0].equals("HOME") ? "/home/ann" : "/run/user/7");

  private static Unit unit(String directory, boolean activated) {
    Path home = Path.of(directory, "home");
    return new Unit(
        Path.of(directory, "bin", "ridethrough"),
        TestMachine.REAL.host().javaHome(),
        home,
        home.resolve("d.sock"),
        Duration.ofMillis(2500),
        activated);
  }

  private static String service(String command) {
    return "[Service]\nExecStart=" + command + "\n";
  }

  private Unit read(String command) throws ServiceException {
    return new UnitReader(machine).read(service(command), null);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/plain",
        "/with space/and  two",
        "/per%cent/%h",
        "/dol$lar/${HOME}/$$",
        "/quo\"te/'single'",
        "/back\\slash/x\\n",
        "/new\nline/tab\tand\u0001control",
        "/ümläut/日本",
        "/semi;colon/#hash/=equals",
      })
  void environmentAndPathsAreEscapedInTheUnit(String directory) throws ServiceException {
    Unit unit = unit(directory, false);
    String text = unit.serviceText();
    assertThat(text.lines().filter(line -> line.startsWith("ExecStart="))).hasSize(1);
    assertThat(text.lines().filter(line -> line.startsWith("["))).hasSize(3);
    assertThat(new UnitReader(machine).read(text, null)).isEqualTo(unit);
  }

  @Test
  void aUnitSaysWhatSystemdMustKnow() {
    Unit odd =
        new Unit(
            Path.of("/opt/a $b/%c/bin/ridethrough"),
            Path.of("/opt/100% \"java\""),
            Path.of("/h"),
            Path.of("/h/s $x"),
            Duration.ofSeconds(4),
            false);
    assertThat(odd.serviceText())
        .contains(
            "ExecStart=\"/opt/a $b/%%c/bin/ridethrough\" \"daemon\" \"run\" \"--home\" \"/h\"")
        .contains("\"--socket\" \"/h/s $$x\" \"--drain\" \"4000ms\"\n")
        .contains("\"PATH=/usr/local/bin:/usr/bin:/bin\" \"JAVA_HOME=/opt/100%% \\\"java\\\"\"")
        .contains("Restart=always", "StartLimitIntervalSec=0", "LimitNOFILE=")
        .doesNotContain("StandardInput");
  }

  /// Drain, the daemon's own bound and a margin; else systemd kills what would have ended.
  @Test
  void systemdWaitsLongerThanTheDrain() {
    assertThat(unit("/d", false).serviceText()).contains("TimeoutStopSec=6500ms");
  }

  @Test
  void drainAndStartStayUnderTheGraceWindow() {
    assertThat(Unit.longestDrain(Duration.ofSeconds(8))).isEqualTo(Duration.ofSeconds(6));
  }

  @Test
  void aSocketActivatedUnitLeavesTheSocketToSystemd() throws ServiceException {
    Unit unit = unit("/per%cent and space", true);
    assertThat(unit.serviceText())
        .contains("StandardInput=socket\n", "Requires=ridethrough.socket\n")
        .contains("\"--socket-activated\"\n");
    assertThat(unit.socketText())
        .contains("ListenStream=/per%%cent and space/home/d.sock\n", "SocketMode=0600\n");
    assertThat(new UnitReader(machine).read(unit.serviceText(), unit.socketText())).isEqualTo(unit);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/new\nline", "/ends with space ", "/ends\\"})
  void aPathThatASocketUnitCannotNameIsRefused(String path) {
    Unit unit =
        new Unit(Path.of("/p"), Path.of("/j"), Path.of("/h"), Path.of(path), Duration.ZERO, true);
    assertThatExceptionOfType(ServiceException.class)
        .isThrownBy(unit::socketText)
        .withMessageContaining("another --socket");
  }

  @Test
  void whatPeopleWriteIsUnderstood() throws ServiceException {
    assertThat(read("/b/r daemon run --socket=%t/r.sock --home %h/x").socket())
        .isEqualTo(Path.of("/run/user/7/r.sock"));
    assertThat(read("/b/r daemon run \\\n  --socket '/s s/d' --drain 9s"))
        .isEqualTo(
            new Unit(
                Path.of("/b/r"),
                TestMachine.REAL.host().javaHome(),
                Path.of("/home/ann/.ridethrough"),
                Path.of("/s s/d"),
                Duration.ofSeconds(9),
                false));
    assertThat(read("/b/r daemon run --home /x").socket()).isEqualTo(Path.of("/x/daemon.sock"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\"/b/r",
        "/b/r daemon run --socket relative",
        "/b/r daemon run --socket ${X}",
        "/b/r daemon run --socket /a\\q",
        "/b/r daemon run --socket /a\\xfg",
        "/b/r daemon run --socket /a%Z",
        "/b/r daemon run --socket /a%",
        "/b/r daemon run --drain soon",
      })
  void whatCannotBeUnderstoodIsNeverGuessed(String command) {
    assertThatExceptionOfType(ServiceException.class).isThrownBy(() -> read(command));
  }
}
