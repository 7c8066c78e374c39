package dev.ridethrough.chaos.cli;

import dev.ridethrough.chaos.explore.Sabotage;
import dev.ridethrough.chaos.explore.Sequence;
import dev.ridethrough.chaos.history.HistoryDigest;
import dev.ridethrough.chaos.scenario.BadScenarioException;
import dev.ridethrough.chaos.scenario.Scenario;
import dev.ridethrough.chaos.scenario.ScenarioFile;
import dev.ridethrough.chaos.world.sim.SimWorld;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "digest",
    mixinStandardHelpOptions = true,
    description = {
      "Print a hash over the histories of simulated scenarios, byte for byte.",
      "It is the same on every machine, by every JVM; `run --world sim --for` prints that of its"
          + " first ones."
    })
final class DigestCommand implements Callable<Integer> {
  private static final int MAX_COUNT = 1_000_000;

  @Spec private CommandSpec spec = CommandSpec.create(); // picocli sets it

  @Option(
      names = "--seed",
      required = true,
      paramLabel = "N",
      description = "What scenarios to generate; with --scenario, its first seed.")
  private long seed;

  @Option(
      names = "--count",
      paramLabel = "K",
      defaultValue = "1000",
      description = "How many histories (default: ${DEFAULT-VALUE}).")
  private int count = 1_000;

  @Option(
      names = "--scenario",
      paramLabel = "FILE",
      description = "Run this scenario by the seeds that begin with --seed, and generate none.")
  private @Nullable Path file;

  @Override
  public Integer call() throws BadScenarioException {
    if (count < 1 || count > MAX_COUNT) {
      throw new ParameterException(spec.commandLine(), "--count must be 1 to " + MAX_COUNT + ".");
    }
    try (SimWorld world = Sabotage.NONE.simWorld()) {
      System.out.printf("digest %s of %,d histories (seed %d)%n", digest(world), count, seed);
    }
    return 0;
  }

  private String digest(SimWorld world) throws BadScenarioException {
    if (file != null) {
      Scenario scenario = ScenarioFile.read(file);
      Rounds.refuse(scenario, world.impossible());
      return digest(world, i -> scenario.withSeed(seed + i));
    }
    try (Sequence sequence = new Sequence(seed)) {
      return digest(world, sequence::get);
    }
  }

  private String digest(SimWorld world, LongFunction<Scenario> scenarios) {
    HistoryDigest digest = new HistoryDigest();
    for (int i = 0; i < count; i++) {
      digest.add(HistoryDigest.of(world.run(scenarios.apply(i), i)));
    }
    return digest.toString();
  }
}
