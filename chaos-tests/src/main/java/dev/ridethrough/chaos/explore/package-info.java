/// Which scenarios: generated ones and the corpus.
@NullMarked
package dev.ridethrough.chaos.explore;

import org.jspecify.annotations.NullMarked;
