/// The command line of the harness: wiring and exit codes only.
@NullMarked
package dev.ridethrough.chaos.cli;

import org.jspecify.annotations.NullMarked;
