/// Clients that others wrote, in front of daemons that are killed and restarted.
@NullMarked
package dev.ridethrough.chaos.foreign;

import org.jspecify.annotations.NullMarked;
