/// Scenarios on real child processes of this machine.
@NullMarked
package dev.ridethrough.chaos.world.process;

import org.jspecify.annotations.NullMarked;
