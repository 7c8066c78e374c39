/// The machine that core really runs on: Linux, the JDK and two native libraries.
@NullMarked
package dev.ridethrough.machine.real;

import org.jspecify.annotations.NullMarked;
