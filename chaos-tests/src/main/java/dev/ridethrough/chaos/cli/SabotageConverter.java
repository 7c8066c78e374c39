package dev.ridethrough.chaos.cli;

import dev.ridethrough.chaos.explore.Sabotage;
import java.util.Arrays;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

final class SabotageConverter implements ITypeConverter<Sabotage> {
  @Override
  public Sabotage convert(String value) {
    return Arrays.stream(Sabotage.values())
        .filter(it -> it.option().equals(value))
        .findFirst()
        .orElseThrow(() ->
            new TypeConversionException(
                "'"
                    + value
                    + "' is none of "
                    + String.join(
                        ", ", Arrays.stream(Sabotage.values()).map(Sabotage::option).toList())));
  }
}
