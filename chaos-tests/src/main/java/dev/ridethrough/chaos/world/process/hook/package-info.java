/// What runs inside the child processes: a machine that stops at kill points and lets the harness
/// strike.
@NullMarked
package dev.ridethrough.chaos.world.process.hook;

import org.jspecify.annotations.NullMarked;
