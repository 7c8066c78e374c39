package dev.ridethrough.chaos.foreign;

import dev.ridethrough.chaos.foreign.Daemons.Death;

/// A restart under a client.
///
/// @param inside whether something that talked to the daemon right before it was struck was still
///   under way when the next one was started, and so had to ride out the outage
record Restart(Death death, boolean inside) {}
