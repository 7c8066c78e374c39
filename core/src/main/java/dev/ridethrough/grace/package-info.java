/// Pure rules of riding out: what a failure means, and whether to wait, send again or give up. No
/// I/O and no clock.
@NullMarked
package dev.ridethrough.grace;

import org.jspecify.annotations.NullMarked;
