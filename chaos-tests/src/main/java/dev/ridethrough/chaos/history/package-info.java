/// What happened, as seen from outside of the code under test.
@NullMarked
package dev.ridethrough.chaos.history;

import org.jspecify.annotations.NullMarked;
