/// How a scenario is run: the same in every world. A [Driver] is what a world adds.
@NullMarked
package dev.ridethrough.chaos.world.run;

import org.jspecify.annotations.NullMarked;
