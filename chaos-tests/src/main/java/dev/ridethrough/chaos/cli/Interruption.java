package dev.ridethrough.chaos.cli;

import dev.ridethrough.chaos.report.Final;
import java.io.PrintStream;

/// Says so when a run is interrupted before there is a verdict.
final class Interruption implements AutoCloseable {
  private final PrintStream out;
  private final Thread hook = new Thread(this::say);

  Interruption(PrintStream out) {
    this.out = out;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void say() {
    out.println();
    out.println(Final.interrupted());
  }

  /// There is a verdict, or there will never be one.
  void tooLate() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // it is being said
    }
  }

  @Override
  public void close() {
    tooLate();
  }
}
