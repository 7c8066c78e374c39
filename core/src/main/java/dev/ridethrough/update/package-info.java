/// Puts another version of this program into the place of the installed one, while sessions go on.
/// Runs on files and programs of a real machine only: no part of a daemon or a proxy.
@NullMarked
package dev.ridethrough.update;

import org.jspecify.annotations.NullMarked;
