package dev.ridethrough.chaos.explore.exhaustive;

import dev.ridethrough.chaos.scenario.Operation;
import dev.ridethrough.machine.Phase;

/// An operation of a daemon or proxy in one of its phases.
record KillPoint(Kind kind, Phase phase, Operation operation) {
  enum Kind {
    DAEMON,
    PROXY
  }

  @Override
  public String toString() {
    return kind + " " + phase + " " + operation;
  }
}
