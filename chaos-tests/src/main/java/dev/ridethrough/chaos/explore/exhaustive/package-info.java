/// Every kill point of the base scenarios, struck in every way, on the simulated machine; and the
/// certificate of what was hit.
@NullMarked
package dev.ridethrough.chaos.explore.exhaustive;

import org.jspecify.annotations.NullMarked;
