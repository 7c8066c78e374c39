/// Whether the simulated kernel does what the real one does.
///
/// A `Draft` is generated, and shrinks. `Story` plays it line by line on the simulated kernel
/// (`SimRun`), where `Resolver` picks calls that fit the moment, and then the same lines on the
/// real one (`RealRun`), by child processes that run core's own machine (`ChildMain`). `Hands`
/// makes the calls in both. `Rows` says what all stories together must have come to.
package dev.ridethrough.chaos.world.sim.conformance;
