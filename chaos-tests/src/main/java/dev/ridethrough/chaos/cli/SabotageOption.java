package dev.ridethrough.chaos.cli;

import dev.ridethrough.chaos.explore.Sabotage;
import java.util.Arrays;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// A way to spoil the run.
final class SabotageOption {
  @Option(
      names = "--sabotage",
      paramLabel = "HOW",
      defaultValue = "none",
      converter = Converter.class,
      description =
          "Spoil the run on purpose, to see the harness notice: none, no-retry, no-kill,"
              + " resend-same-key, resend-new-key (default: ${DEFAULT-VALUE}).")
  private Sabotage sabotage = Sabotage.NONE;

  Sabotage value() {
    return sabotage;
  }

  /// What the command that replays a failure of this run needs beside the scenario.
  String forReplay() {
    return sabotage == Sabotage.NONE ? "" : " --sabotage " + sabotage.option();
  }

  /// Knows the ways by the names that people write.
  static final class Converter implements ITypeConverter<Sabotage> {
    @Override
    public Sabotage convert(String value) {
      return Arrays.stream(Sabotage.values())
          .filter(it -> it.option().equals(value))
          .findFirst()
          .orElseThrow(() -> new TypeConversionException("there is no sabotage '" + value + "'"));
    }
  }
}
