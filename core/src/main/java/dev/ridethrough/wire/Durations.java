package dev.ridethrough.wire;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Durations as people write them on a command line: `200ms`, `8s`, `2m`.
public final class Durations {
  private static final Pattern FORM = Pattern.compile("(\\d{1,9})(ms|s|m)");

  private Durations() {}

  /// Reads a duration.
  ///
  /// @throws BadMessageException when it has another form
  public static Duration parse(String text) throws BadMessageException {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new BadMessageException("'" + text + "' is not a duration such as 200ms, 8s or 2m");
    }
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      default -> Duration.ofMinutes(amount);
    };
  }
}
