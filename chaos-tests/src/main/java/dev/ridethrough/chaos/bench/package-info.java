/// What riding out costs, in figures: how soon a waiting request sees a rebind, and what a round
/// trip takes. Not a gate.
@NullMarked
package dev.ridethrough.chaos.bench;

import org.jspecify.annotations.NullMarked;
