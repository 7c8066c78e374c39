package dev.ridethrough.machine.real;

import dev.ridethrough.machine.LockedFile;
import java.io.IOException;

/// Gives a lock back, which core never does: a process that plays in many stories must.
public final class Unlock {
  private Unlock() {}

  public static void close(LockedFile locked) throws IOException {
    if (locked instanceof RealLockedFile real) {
      real.channel().close();
    }
  }
}
