/// What to do, as data: requests, faults and where they are aimed. Can be stored, shrunk, replayed,
/// sent to someone.
@NullMarked
package dev.ridethrough.chaos.scenario;

import org.jspecify.annotations.NullMarked;
