/// The command line: wiring and exit codes only.
@NullMarked
package dev.ridethrough.cli;

import org.jspecify.annotations.NullMarked;
