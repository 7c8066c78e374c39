package dev.ridethrough.machine.real;

import java.io.PrintWriter;
import java.io.StringWriter;

/// One line about a thread that failed.
final class Failures {
  private Failures() {}

  static String describe(String thread, Throwable failure) {
    var trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace, true));
    String text = "thread " + thread + " failed: " + trace.toString().strip();
    return text.replace("\t", "").replace("\n", " | ");
  }
}
