/// Scenarios on containers: daemon and proxies each in one of their own, over a shared volume.
@NullMarked
package dev.ridethrough.chaos.world.container;

import org.jspecify.annotations.NullMarked;
