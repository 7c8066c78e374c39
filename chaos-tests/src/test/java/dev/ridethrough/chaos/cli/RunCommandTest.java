package dev.ridethrough.chaos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.chaos.scenario.Aim;
import dev.ridethrough.chaos.scenario.Death;
import dev.ridethrough.chaos.scenario.Life;
import dev.ridethrough.chaos.scenario.Outage;
import dev.ridethrough.chaos.scenario.Scenario;
import dev.ridethrough.chaos.scenario.ScenarioFile;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCommandTest {
  private static final String AIMED = "corpus/killed-between-commit-and-reply.json";

  @TempDir private Path folder;

  private final StringWriter said = new StringWriter();

  @Test
  void aDebuggerNeedsARealProcessThatStandsStillOnce() throws Exception {
    assertThat(run("--debug")).isEqualTo(ExitCode.USAGE);
    assertThat(run("--debug", "--world", "sim", "--for", "1s")).isEqualTo(ExitCode.USAGE);
    assertThat(run("--debug", "--scenario", AIMED, "--world", "sim")).isEqualTo(ExitCode.USAGE);
    assertThat(run("--debug", "--scenario", AIMED, "--times", "2")).isEqualTo(ExitCode.USAGE);
    assertThat(run("--debug", "--scenario", AIMED, "--sabotage", "no-kill"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(run("--debug", "--scenario", "no-such-file.json")).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void aScenarioWithTimesOnlyIsRefusedWithWhatToDo() throws Exception {
    Path file = folder.resolve("times.json");
    Life life =
        Life.of(
            List.of(), new Death(Death.Signal.SIGKILL, new Aim.Time(10)), Outage.of(0, List.of()));
    ScenarioFile.write(new Scenario("times", 300, 300, 1, List.of(life)), file);

    assertThat(run("--debug", "--scenario", file.toString())).isEqualTo(ExitCode.USAGE);
    assertThat(said.toString()).contains("only at times").contains("give one of them a coordinate");
  }

  @Test
  void worldsAreListedAsTheyAreWritten() {
    assertThat(run("--scenario", AIMED, "--world", "mars")).isEqualTo(ExitCode.USAGE);
    assertThat(said.toString()).contains("'mars' is none of sim, process");
  }

  @Test
  void aScenarioRunsSoOftenAtMost() {
    String[] sim = {"--scenario", AIMED, "--world", "sim", "--times"};
    for (String times : new String[] {"0", "100001"}) {
      String[] options = Arrays.copyOf(sim, sim.length + 1);
      options[sim.length] = times;
      assertThat(run(options)).isEqualTo(ExitCode.USAGE);
    }
    assertThat(said.toString()).contains("--times must be 1 to 100000.");
  }

  private int run(String... options) {
    String[] all = new String[options.length + 1];
    all[0] = "run";
    System.arraycopy(options, 0, all, 1, options.length);
    return Main.execute(new PrintWriter(said), all);
  }
}
