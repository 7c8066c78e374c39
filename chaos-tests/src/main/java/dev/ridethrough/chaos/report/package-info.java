/// What a person, or a CI server, reads.
@NullMarked
package dev.ridethrough.chaos.report;

import org.jspecify.annotations.NullMarked;
