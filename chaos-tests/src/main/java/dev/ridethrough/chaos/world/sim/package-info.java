/// A simulated machine: core's own code on virtual threads, where every step, the clock and each
/// answer of the kernel follow from a seed.
///
/// [dev.ridethrough.chaos.world.sim.Simulation] is the way in. A run is repeatable as long as
/// nothing but the scheduler makes a thread go on; whatever else does is noticed and makes the run
/// invalid. Not noticed is a thread that waits for a lock of the JDK inside a static initialiser:
/// that holds up the run for ever.
///
/// What the model leaves out is in ARCHITECTURE.md; that it does what Linux does, in
/// `KernelConformanceIT`.
@NullMarked
package dev.ridethrough.chaos.world.sim;

import org.jspecify.annotations.NullMarked;
