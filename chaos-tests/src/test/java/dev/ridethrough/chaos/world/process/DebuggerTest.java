package dev.ridethrough.chaos.world.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.chaos.scenario.Aim;
import dev.ridethrough.chaos.scenario.Coordinate;
import dev.ridethrough.chaos.scenario.Death;
import dev.ridethrough.chaos.scenario.Life;
import dev.ridethrough.chaos.scenario.Operation;
import dev.ridethrough.chaos.scenario.Outage;
import dev.ridethrough.chaos.scenario.Scenario;
import dev.ridethrough.machine.Phase;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class DebuggerTest {
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @Test
  void saysWhoStandsWhereAndHowToAttachAndWhatIsNext() {
    Debugger debugger = debugger(InputStream.nullInputStream());
    List<String> flags = debugger.flags("daemon 1");
    debugger.started("daemon 1", 4711);
    debugger.look(0, "daemon 1");

    String port = flags.getLast().replaceAll(".*127\\.0\\.0\\.1:", "");
    assertThat(flags.getLast()).startsWith("-agentlib:jdwp=").contains("quiet=y");
    assertThat(printed())
        .contains("daemon generation 1 (process 4711)")
        .contains("daemon, phase REPLY, WRITE 1")
        .contains("jdb -attach 127.0.0.1:" + port + " ")
        .contains("next:   SIGKILL");
  }

  @Test
  void atTheEndOfTheInputNothingIsHeldBack() throws Exception {
    Debugger debugger = debugger(new ByteArrayInputStream(new byte[] {'\n'}));
    debugger.patience().get(10, TimeUnit.SECONDS);
    debugger.look(0, "daemon 1");
    assertThat(printed()).contains("Now: SIGKILL").doesNotContain("has ended");
    debugger.look(0, "daemon 1");
    debugger.look(0, "daemon 1");
    assertThat(printed()).containsPattern("(?s)has ended.*has ended");
  }

  @Test
  void whileSomebodyMayLookNothingIsGivenUp() throws Exception {
    try (PipedOutputStream keys = new PipedOutputStream()) {
      Debugger debugger = debugger(new PipedInputStream(keys));

      assertThat(debugger.limitMillis(300)).isEqualTo(3_600_000);
      assertThat(debugger.patience()).isNotDone();
      assertThat(debugger.patience()).isNotDone();
      assertThat(printed().split("Ctrl-D", -1)).hasSize(2);
    }
  }

  private Debugger debugger(InputStream in) {
    Aim reply = new Aim.Point(Coordinate.daemon(Phase.REPLY, Operation.WRITE, 1), 1);
    Life life = Life.of(List.of(), new Death(Death.Signal.SIGKILL, reply), Outage.of(0, List.of()));
    Scenario scenario = new Scenario("one", 300, 300, 1, List.of(life));
    return new Debugger(scenario, new PrintStream(printed, true, StandardCharsets.UTF_8), in);
  }

  private String printed() {
    return printed.toString(StandardCharsets.UTF_8);
  }
}
