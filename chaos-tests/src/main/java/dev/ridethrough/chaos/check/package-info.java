/// Was it right? One promise a class, from a history to a verdict. Nothing here knows where a
/// scenario ran.
@NullMarked
package dev.ridethrough.chaos.check;

import org.jspecify.annotations.NullMarked;
