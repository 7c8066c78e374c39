package dev.ridethrough.chaos.cli;

import dev.ridethrough.chaos.explore.Sabotage;
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
              + " resend-same-key, resend-new-key,"
              + " resend-without-journal (default: ${DEFAULT-VALUE}).")
  private Sabotage sabotage = Sabotage.NONE;

  Sabotage value() {
    return sabotage;
  }

  /// Knows the ways by the names that people write.
  static final class Converter implements ITypeConverter<Sabotage> {
    @Override
    public Sabotage convert(String value) {
      return Sabotage.named(value)
          .orElseThrow(() -> new TypeConversionException("there is no sabotage '" + value + "'"));
    }
  }
}
