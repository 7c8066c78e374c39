/// The port to the machine: everything that core asks of the operating system goes through
/// [dev.ridethrough.machine.Machine], so that a simulated machine can run the very same code.
@NullMarked
package dev.ridethrough.machine;

import org.jspecify.annotations.NullMarked;
