package dev.ridethrough.chaos.report;

import java.util.Locale;

/// Text and numbers made fit to be printed. Sentences quote what the code under test wrote, which
/// may be anything.
public final class Plain {
  private static final int LONGEST = 500;

  private Plain() {}

  /// One line of bounded length, with nothing in it that a terminal would obey.
  public static String line(String text) {
    String line = printable(text);
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 3) + "...";
  }

  /// The same, of any length.
  public static String printable(String text) {
    StringBuilder line = new StringBuilder();
    text.codePoints().map(it -> isPrintable(it) ? it : '?').forEach(line::appendCodePoint);
    return line.toString();
  }

  private static boolean isPrintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }

  static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  static String seconds(long millis) {
    return String.format(Locale.ROOT, "%.1f s", millis / 1_000.0);
  }
}
