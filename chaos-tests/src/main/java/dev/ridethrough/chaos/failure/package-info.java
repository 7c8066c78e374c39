/// What a broken promise leaves behind: one file with all that is needed to see it again, and
/// nothing that is nobody's business.
@NullMarked
package dev.ridethrough.chaos.failure;

import org.jspecify.annotations.NullMarked;
