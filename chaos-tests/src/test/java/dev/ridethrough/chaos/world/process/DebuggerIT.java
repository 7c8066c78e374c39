package dev.ridethrough.chaos.world.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.history.History;
import dev.ridethrough.chaos.scenario.Scenario;
import dev.ridethrough.chaos.scenario.ScenarioFile;
import dev.ridethrough.chaos.world.Targets;
import dev.ridethrough.grace.Delivery;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class DebuggerIT {
  private static final Path APP = Path.of(System.getProperty("ridethrough.app"));

  /// Its output is the stream that its client reads.
  @Test
  void theDebugAgentWritesNothingToAProxysOutput() throws Exception {
    Scenario scenario = ScenarioFile.read(Path.of("corpus/greeted-before-sigterm.json"));
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    Debugger debugger =
        new Debugger(
            scenario,
            new PrintStream(printed, true, StandardCharsets.UTF_8),
            InputStream.nullInputStream());
    try (ProcessWorld world =
        new ProcessWorld(
            Targets.ridethrough(APP, Delivery.AT_MOST_ONCE),
            OptionalLong.empty(),
            _ -> {},
            debugger)) {
      History history = world.run(scenario, 1);

      assertThat(printed.toString(StandardCharsets.UTF_8)).contains("STANDS STILL: proxy 0");
      assertThat(history.events()).hasAtLeastOneElementOfType(Event.Replied.class);
      assertThat(history.events()).doesNotHaveAnyElementsOfTypes(Event.StrayLine.class);
    }
  }
}
