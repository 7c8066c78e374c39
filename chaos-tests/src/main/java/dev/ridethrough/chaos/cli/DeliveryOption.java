package dev.ridethrough.chaos.cli;

import dev.ridethrough.grace.Delivery;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// What the proxies are told to do about a reply that was lost.
final class DeliveryOption {
  @Option(
      names = "--delivery",
      paramLabel = "HOW",
      defaultValue = "at-most-once",
      converter = Converter.class,
      description =
          "How the proxies deliver: at-most-once, or exactly-once, by way of the daemon's journal"
              + " (default: ${DEFAULT-VALUE}).")
  private Delivery delivery = Delivery.AT_MOST_ONCE;

  Delivery value() {
    return delivery;
  }

  /// Knows them by the names that people write.
  static final class Converter implements ITypeConverter<Delivery> {
    @Override
    public Delivery convert(String value) {
      try {
        return Delivery.of(value);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
