package dev.ridethrough.chaos.bench;

import java.io.PrintStream;

/// Tells how far the benchmark is: one line that changes on a terminal, a line for each part
/// elsewhere.
public final class Ticker {
  private final PrintStream out;
  private final boolean live;
  private String last = "";
  private int shown;

  /// @param live whether `out` is a terminal
  public Ticker(PrintStream out, boolean live) {
    this.out = out;
    this.live = live;
  }

  void show(String part, int done, int of) {
    if (live) {
      overwrite(part + ": " + done + " of " + of);
    } else if (!part.equals(last)) {
      out.println(part + ": " + of);
    }
    last = part;
  }

  /// Takes the changing line away, so that something else can be printed.
  void clear() {
    if (shown > 0) {
      overwrite("");
      out.print('\r');
    }
  }

  private void overwrite(String line) {
    out.print('\r' + line + " ".repeat(Math.max(0, shown - line.length())));
    out.flush();
    shown = line.length();
  }
}
