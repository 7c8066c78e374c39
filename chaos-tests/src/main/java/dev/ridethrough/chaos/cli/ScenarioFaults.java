package dev.ridethrough.chaos.cli;

import dev.ridethrough.chaos.explore.Sabotage;
import dev.ridethrough.chaos.scenario.Fault;
import dev.ridethrough.chaos.world.World;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "faults",
    mixinStandardHelpOptions = true,
    description = "List everything that can go wrong in a scenario, and what can't be done here.")
final class ScenarioFaults implements Callable<Integer> {
  @Mixin private AppOption app = new AppOption();

  @Override
  public Integer call() throws IOException {
    try (World world = Sabotage.NONE.processWorld(app.path())) {
      Map<Fault, String> impossible = world.impossible();
      for (Fault.When when : Fault.When.values()) {
        System.out.printf("%n%s%n", heading(when));
        for (Fault fault : Fault.values()) {
          if (fault.when() == when) {
            show(fault, impossible.get(fault));
          }
        }
      }
    }
    return 0;
  }

  private static String heading(Fault.When when) {
    return switch (when) {
      case DEATH -> "as the death of a life";
      case LIFE -> "among the disturbances of a life";
      case OUTAGE -> "among the faults of an outage";
    };
  }

  private static void show(Fault fault, @Nullable String impossible) {
    System.out.printf("  %-22s %s%n", fault, fault.title());
    if (impossible != null) {
      System.out.printf("  %-22s not here: %s%n", "", impossible);
    }
  }
}
