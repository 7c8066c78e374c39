package dev.ridethrough.chaos.cli;

import dev.ridethrough.chaos.check.Overall;
import dev.ridethrough.chaos.explore.Place;
import dev.ridethrough.chaos.explore.Sabotage;
import dev.ridethrough.chaos.explore.StopResult;
import dev.ridethrough.chaos.report.Plain;
import dev.ridethrough.chaos.world.World;
import dev.ridethrough.grace.Delivery;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "stopped",
    mixinStandardHelpOptions = true,
    description = {
      "Stop the daemon (SIGSTOP) for longer than the window while a request is in each phase of its",
      "proxy, let it go on, and count what is executed then: a table, in both deliveries."
    })
final class StoppedCommand implements Callable<Integer> {
  private static final String ROW = "%-8s  %-13s  %-11s  %-8s  %7s  %s%n";

  @Mixin private AppOption app = new AppOption();

  @Option(
      names = "--world",
      paramLabel = "WORLD",
      defaultValue = "process",
      description = "Where: process, or sim (default: ${DEFAULT-VALUE}).")
  private Place place = Place.PROCESS;

  private final PrintStream out = System.out;

  @Override
  public Integer call() throws IOException {
    out.printf(ROW, "phase", "delivery", "stopped for", "told", "effects", "verdict");
    Overall worst = Overall.HELD;
    for (Delivery delivery : Delivery.values()) {
      for (StopResult result : results(delivery)) {
        out.print(row(delivery, result));
        worst = Overall.worst(worst, result.verdict());
      }
    }
    out.println(worst + ": each phase in each delivery, window 8 s");
    return worst.exitCode();
  }

  private static String row(Delivery delivery, StopResult it) {
    String verdict = it.reason().isEmpty() ? "" : ": " + Plain.line(it.reason());
    return ROW.formatted(
        it.stop(),
        delivery.text(),
        String.format(Locale.ROOT, "%.1f s", it.stoppedMillis() / 1_000.0),
        it.told(),
        it.effects(),
        it.verdict() + verdict);
  }

  private List<StopResult> results(Delivery delivery) throws IOException {
    try (World world = place.world(Sabotage.NONE, delivery, app::path)) {
      return StopResult.all(world);
    }
  }
}
