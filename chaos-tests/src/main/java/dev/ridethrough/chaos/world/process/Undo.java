package dev.ridethrough.chaos.world.process;

import java.io.IOException;

/// Ends a fault.
interface Undo {
  /// Called once.
  Seen undo() throws IOException;
}
