package dev.ridethrough.chaos.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Reads and writes scenarios as JSON.
public final class ScenarioFile {
  private ScenarioFile() {}

  /// Reads one scenario.
  ///
  /// @throws BadScenarioException when the file is missing, not JSON, or not a scenario; says where
  public static Scenario read(Path file) throws BadScenarioException {
    return JsonFile.read(file, Scenario.class, "scenario");
  }

  public static void write(Scenario scenario, Path file) throws IOException {
    Files.writeString(file, text(scenario) + "\n");
  }

  public static String text(Scenario scenario) throws IOException {
    return JsonFile.MAPPER.writeValueAsString(scenario);
  }
}
