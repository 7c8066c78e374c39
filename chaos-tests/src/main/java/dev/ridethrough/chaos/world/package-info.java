/// Where a scenario runs: real processes now, a simulated machine and containers later.
@NullMarked
package dev.ridethrough.chaos.world;

import org.jspecify.annotations.NullMarked;
