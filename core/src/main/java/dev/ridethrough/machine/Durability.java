package dev.ridethrough.machine;

import java.util.Arrays;
import java.util.stream.Collectors;

/// What a committed transaction of a [Store] survives.
public enum Durability {
  /// The death of the process, however it dies. A crash of the operating system or a power loss may
  /// take the last transactions; those before them are whole.
  PROCESS_CRASH("process-crash"),
  /// A crash of the operating system and a power loss, too: each commit waits for the disk.
  POWER_LOSS("power-loss");

  private final String text;

  Durability(String text) {
    this.text = text;
  }

  /// As people write it.
  public String text() {
    return text;
  }

  /// Reads what people write.
  ///
  /// @throws IllegalArgumentException with a message for people
  public static Durability of(String text) {
    return Arrays.stream(values())
        .filter(it -> it.text.equals(text))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "'" + text + "' is not a durability: it must be " + all()));
  }

  private static String all() {
    return Arrays.stream(values()).map(Durability::text).collect(Collectors.joining(" or "));
  }
}
