package dev.ridethrough.cli;

import dev.ridethrough.machine.real.RealMachine;

/// Where the process begins.
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    RealMachine machine = new RealMachine();
    machine.exit(Cli.run(machine, args));
  }
}
