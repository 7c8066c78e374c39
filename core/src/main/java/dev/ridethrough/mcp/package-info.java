/// What MCP's eras ask of a server, whoever answers: the daemon, or the proxy while there is none.
/// Pure.
@NullMarked
package dev.ridethrough.mcp;

import org.jspecify.annotations.NullMarked;
