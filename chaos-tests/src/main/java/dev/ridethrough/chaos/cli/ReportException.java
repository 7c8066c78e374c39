package dev.ridethrough.chaos.cli;

import java.io.IOException;
import java.nio.file.Path;

/// A report folder that can't be used; the message is for people.
final class ReportException extends Exception {
  private static final long serialVersionUID = 1L;

  private ReportException(String what) {
    super(what + " choose another folder with --report");
  }

  static ReportException inUse(Path folder) {
    return new ReportException("another run writes its report to " + folder + ": wait for it, or");
  }

  static ReportException foreign(Path folder, Path file) {
    return new ReportException(
        folder + " is no report folder, and " + file + " in it would be deleted:");
  }

  static ReportException unusable(Path folder, IOException e) {
    return new ReportException("no report can be written to " + folder + " (" + e + "):");
  }
}
