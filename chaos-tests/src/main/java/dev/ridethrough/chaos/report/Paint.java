package dev.ridethrough.chaos.report;

/// Colours, where somebody watches.
///
/// @param colour see [Terminal#isPresent]
public record Paint(boolean colour) {
  /// None at all.
  public static final Paint PLAIN = new Paint(false);

  private static final String RED = "\033[31m";
  private static final String GREEN = "\033[32m";
  private static final String YELLOW = "\033[33m";
  private static final String OFF = "\033[0m";

  public String red(String text) {
    return paint(RED, text);
  }

  String green(String text) {
    return paint(GREEN, text);
  }

  String yellow(String text) {
    return paint(YELLOW, text);
  }

  private String paint(String with, String text) {
    return colour && !text.isEmpty() ? with + text + OFF : text;
  }
}
