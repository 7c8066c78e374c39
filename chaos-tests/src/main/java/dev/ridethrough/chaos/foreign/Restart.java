package dev.ridethrough.chaos.foreign;

import dev.ridethrough.chaos.foreign.Daemons.Death;

/// A restart under a client.
///
/// @param inside whether something that had a proxy when the daemon was killed, or when one that
///   was told to terminate had ended, was still under way when the next was started: it had to ride
///   out the outage
record Restart(Death death, boolean inside) {}
