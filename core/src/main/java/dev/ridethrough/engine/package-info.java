/// What the daemon does for a request: MCP methods and tools.
@NullMarked
package dev.ridethrough.engine;

import org.jspecify.annotations.NullMarked;
