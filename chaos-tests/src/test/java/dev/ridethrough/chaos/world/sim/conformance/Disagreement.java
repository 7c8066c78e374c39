package dev.ridethrough.chaos.world.sim.conformance;

/// The two kernels do not do the same.
final class Disagreement extends AssertionError {
  private static final long serialVersionUID = 1L;

  Disagreement(Line line, String what, String simulated, String real) {
    super(
        "after \"%s\" %s: the simulated kernel says %s, the real one %s"
            .formatted(line, what, simulated, real));
  }
}
