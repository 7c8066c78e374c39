package dev.ridethrough.engine;

/// Makes text of unknown origin fit for a message or a log line.
final class Text {
  private static final int MAX_QUOTED = 100;
  private static final int MAX_LINE = 2000;
  private static final int MAX_FRAMES = 8;

  private Text() {}

  /// In quotes, without control characters, not too long.
  static String quoted(String text) {
    return '"' + escaped(text, MAX_QUOTED) + '"';
  }

  /// The exception and where it came from, on one line.
  static String line(String what, Throwable e) {
    StringBuilder line = new StringBuilder(what).append(": ").append(e);
    StackTraceElement[] frames = e.getStackTrace();
    for (int i = 0; i < Math.min(frames.length, MAX_FRAMES); i++) {
      line.append(i == 0 ? " at " : " < ").append(frames[i]);
    }
    return escaped(line.toString(), MAX_LINE);
  }

  private static String escaped(String text, int max) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints().limit(max).forEachOrdered(c -> append(escaped, c));
    return text.codePointCount(0, text.length()) > max ? escaped + "…" : escaped.toString();
  }

  private static void append(StringBuilder to, int codePoint) {
    switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          to.append("\\u{").append(Integer.toHexString(codePoint)).append('}');
      default -> to.appendCodePoint(codePoint);
    }
  }
}
