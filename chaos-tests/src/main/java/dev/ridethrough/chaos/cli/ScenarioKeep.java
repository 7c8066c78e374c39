package dev.ridethrough.chaos.cli;

import dev.ridethrough.chaos.explore.Place;
import dev.ridethrough.chaos.explore.Sabotage;
import dev.ridethrough.chaos.scenario.BadScenarioException;
import dev.ridethrough.chaos.scenario.ScenarioFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "keep",
    mixinStandardHelpOptions = true,
    description = {
      "Add the schedule of a failure to the corpus, so that each gate runs it from then on.",
      "One that was found in sim is run there only, unless --world says process."
    })
final class ScenarioKeep implements Callable<Integer> {
  @Mixin private NewScenario target = new NewScenario();

  @Parameters(
      index = "0",
      paramLabel = "FILE",
      description = "A failure.jsonl, a history (.jsonl) or a scenario (JSON).")
  private Path file = Path.of("");

  @Parameters(
      index = "1",
      paramLabel = "NAME",
      description = "What it does: lower case letters, digits and hyphens.")
  private String name = "";

  @Option(
      names = "--world",
      paramLabel = "WORLD",
      description = "Where it is to be run: process, which means in sim, too, or sim.")
  private @Nullable Place place;

  @Override
  public Integer call() throws IOException, BadScenarioException {
    Recording recording = Recording.read(file);
    Place where = place == null ? recording.place() : place;
    Path written =
        target.write(
            where == Place.SIM ? "sim" : "",
            name,
            ScenarioFile.text(recording.scenario().withName(name)));
    if (recording.sabotage() != Sabotage.NONE) {
      System.out.println(
          "It was broken with --sabotage "
              + recording.sabotage().option()
              + ": without it there may be nothing to mend.");
    }
    System.out.printf(
        "Wrote %s: every gate runs it from now on. Commit it with the fix.%n", written);
    return 0;
  }
}
