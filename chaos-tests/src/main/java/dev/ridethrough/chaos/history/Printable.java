package dev.ridethrough.chaos.history;

/// Text of others made fit for a terminal. What the code under test wrote may be anything.
public final class Printable {
  private Printable() {}

  /// The same, with everything written out that a terminal would obey, that ends a line, or that
  /// turns the direction of writing: an escape character by its number, in hexadecimal.
  public static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints().forEach(it -> append(escaped, it));
    return escaped.toString();
  }

  /// The same, of at most so many characters.
  public static String escaped(String text, int longest) {
    // A character may become nine, never less than one: what comes later is cut off anyhow.
    String escaped = escaped(text.length() <= longest ? text : text.substring(0, longest + 1));
    return escaped.length() <= longest ? escaped : escaped.substring(0, longest - 3) + "...";
  }

  private static void append(StringBuilder escaped, int codePoint) {
    if (isPrintable(codePoint)) {
      escaped.appendCodePoint(codePoint);
    } else {
      escaped.append("\\u{").append(Integer.toHexString(codePoint)).append('}');
    }
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
}
