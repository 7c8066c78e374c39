/// One release after the other, and back: what live sessions see of an update.
@NullMarked
package dev.ridethrough.chaos.release;

import org.jspecify.annotations.NullMarked;
