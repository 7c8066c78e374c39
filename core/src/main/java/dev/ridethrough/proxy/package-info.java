/// The client's side: one exchange per request, many at once.
@NullMarked
package dev.ridethrough.proxy;

import org.jspecify.annotations.NullMarked;
