package dev.ridethrough.chaos.report;

import dev.ridethrough.chaos.check.Figure;
import dev.ridethrough.chaos.check.Tally;
import java.io.PrintStream;

/// Tells how far a run is: one line that changes on a terminal, a line every few seconds elsewhere.
public final class Progress {
  private static final long LIVE_MILLIS = 100;
  private static final long PLAIN_MILLIS = 5_000;

  /// A line that fills the last column of a narrow terminal would wrap, and never be overwritten.
  private static final int WIDTH = 79;

  private final PrintStream out;
  private final boolean live;
  private final long totalMillis;
  private long nextMillis;
  private int shown;

  /// @param live whether `out` is a terminal
  /// @param totalMillis how long the run is meant to take
  public Progress(PrintStream out, boolean live, long totalMillis) {
    this.out = out;
    this.live = live;
    this.totalMillis = totalMillis;
  }

  /// May be called as often as you like.
  public synchronized void show(long elapsedMillis, Tally tally) {
    if (elapsedMillis < nextMillis) {
      return;
    }
    nextMillis = elapsedMillis + (live ? LIVE_MILLIS : PLAIN_MILLIS);
    String line = line(elapsedMillis, tally);
    if (live) {
      overwrite(line.length() <= WIDTH ? line : line.substring(0, WIDTH));
    } else {
      out.println(line);
    }
    out.flush();
  }

  /// Takes the changing line away, so that something else can be printed.
  public synchronized void clear() {
    if (shown > 0) {
      overwrite("");
      out.print('\r');
      out.flush();
    }
  }

  private void overwrite(String line) {
    out.print('\r' + line + " ".repeat(Math.max(0, shown - line.length())));
    shown = line.length();
  }

  /// A gate goes on until everything that has begun is over.
  private String time(long seconds) {
    long total = totalMillis / 1_000;
    return seconds <= total ? seconds + " of " + total + " s: " : seconds + " s: ";
  }

  private String line(long elapsedMillis, Tally tally) {
    long deaths =
        tally.get(Figure.KILLED) + tally.get(Figure.TERMINATED) + tally.get(Figure.CRASHED);
    long broken = tally.broken();
    return time(elapsedMillis / 1_000)
        + Plain.number(tally.get(Figure.SCENARIOS))
        + " scenarios, "
        + Plain.number(tally.get(Figure.REQUESTS))
        + " requests, "
        + Plain.number(deaths)
        + " deaths, "
        + (broken == 0 ? "nothing broken" : "BROKEN " + Plain.number(broken) + " times");
  }
}
