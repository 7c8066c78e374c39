package dev.ridethrough.chaos.report;

import dev.ridethrough.chaos.history.Printable;
import java.util.Locale;

/// Text and numbers made fit to be printed. Sentences quote what the code under test wrote, which
/// may be anything.
public final class Plain {
  private static final int LONGEST = 500;

  private Plain() {}

  /// One line of at most 500 characters, with nothing in it that a terminal would obey.
  public static String line(String text) {
    return Printable.escaped(text, LONGEST);
  }

  static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  static String seconds(long millis) {
    return String.format(Locale.ROOT, "%.1f s", millis / 1_000.0);
  }
}
