package dev.ridethrough.wire;

/// Makes text from elsewhere safe to print.
public final class Text {
  private static final int MAX_CHARS = 500;

  private Text() {}

  /// Control characters escaped, so that nobody can forge a log line or steer a terminal; long text
  /// cut.
  public static String printable(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length() && i < MAX_CHARS; i++) {
      char c = text.charAt(i);
      if (isHarmful(c)) {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return text.length() > MAX_CHARS ? out + "…" : out.toString();
  }

  private static boolean isHarmful(char c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
