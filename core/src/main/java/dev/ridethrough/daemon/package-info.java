/// The daemon's side: lease, listener, admission and shutdown.
@NullMarked
package dev.ridethrough.daemon;

import org.jspecify.annotations.NullMarked;
