package dev.ridethrough.grace;

import java.util.Arrays;
import java.util.stream.Collectors;

/// What may happen to a request whose reply was lost.
public enum Delivery {
  /// It is sent again only when the daemon said that it was not started.
  AT_MOST_ONCE("at-most-once"),
  /// It is sent again under its same key to a daemon with a journal, which knows what became of it.
  EXACTLY_ONCE("exactly-once");

  private final String text;

  Delivery(String text) {
    this.text = text;
  }

  /// As people write it.
  public String text() {
    return text;
  }

  /// Reads what people write.
  ///
  /// @throws IllegalArgumentException with a message for people
  public static Delivery of(String text) {
    return Arrays.stream(values())
        .filter(it -> it.text.equals(text))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException("'" + text + "' is not a delivery: it must be " + all()));
  }

  private static String all() {
    return Arrays.stream(values()).map(Delivery::text).collect(Collectors.joining(" or "));
  }
}
