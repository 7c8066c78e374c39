/// The official Java SDK's client, in a process of its own: nothing else in the harness needs the
/// SDK.
@NullMarked
package dev.ridethrough.chaos.foreign.sdk;

import org.jspecify.annotations.NullMarked;
