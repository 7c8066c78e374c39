/// The bytes on the socket: lines, greeting, handshake and the JSON-RPC envelope.
@NullMarked
package dev.ridethrough.wire;

import org.jspecify.annotations.NullMarked;
