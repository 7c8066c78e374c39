package dev.ridethrough.chaos.world.run;

import java.io.IOException;

/// Ends a fault.
public interface Undo {
  /// Called once.
  Seen undo() throws IOException;
}
