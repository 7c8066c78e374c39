package dev.ridethrough.chaos.report;

import dev.ridethrough.chaos.history.Printable;
import java.util.ArrayList;
import java.util.List;
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

  /// The same, of any length.
  public static String printable(String text) {
    return Printable.escaped(text, Integer.MAX_VALUE);
  }

  /// The same text on lines that are not longer; at least one.
  public static List<String> wrapped(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : line(text).split(" ", -1)) {
      String rest = word;
      if (!line.isEmpty() && line.length() + 1 + rest.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      while (rest.length() > width) {
        lines.add(rest.substring(0, width));
        rest = rest.substring(width);
      }
      line.append(line.isEmpty() ? "" : " ").append(rest);
    }
    lines.add(line.toString());
    return lines;
  }

  static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  static String seconds(long millis) {
    return String.format(Locale.ROOT, "%.1f s", millis / 1_000.0);
  }
}
