/// Who executed what: what became of each request that may leave an effect.
@NullMarked
package dev.ridethrough.journal;

import org.jspecify.annotations.NullMarked;
