package dev.ridethrough.chaos.cli;

import java.nio.file.Path;

/// Another run writes to the same report folder.
final class ReportInUseException extends Exception {
  private static final long serialVersionUID = 1L;

  ReportInUseException(Path folder) {
    super(
        "another run writes its report to "
            + folder
            + ": wait for it, or choose another folder with --report");
  }
}
