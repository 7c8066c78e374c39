/// The proxy that everyone writes first: the negative control of every gate, and the villain of the
/// demonstration.
@NullMarked
package dev.ridethrough.chaos.world.process.naive;

import org.jspecify.annotations.NullMarked;
