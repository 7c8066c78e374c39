package dev.ridethrough.cli;

import dev.ridethrough.machine.KernelException;
import dev.ridethrough.machine.Machine;
import dev.ridethrough.wire.LineWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// What people read. Output whose reader is gone is dropped.
final class Console {
  private static final Duration NO_LIMIT = Duration.ofDays(1);
  private final Machine machine;

  Console(Machine machine) {
    this.machine = machine;
  }

  void print(String text) {
    if (text.isEmpty()) {
      return;
    }
    try {
      byte[] line = text.stripTrailing().getBytes(StandardCharsets.UTF_8);
      new LineWriter(machine, machine.stdout()).write(NO_LIMIT, line);
    } catch (KernelException e) {
      complain("ridethrough: standard output failed: " + e.getMessage());
    }
  }

  void complain(String text) {
    if (!text.isBlank()) {
      machine.log(text.stripTrailing());
    }
  }
}
