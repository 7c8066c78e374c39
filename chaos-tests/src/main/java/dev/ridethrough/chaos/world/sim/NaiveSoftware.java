package dev.ridethrough.chaos.world.sim;

import dev.ridethrough.chaos.world.process.naive.NaiveProxy;
import java.nio.file.Path;
import java.time.Duration;

/// The control's programs: somebody's daemon behind the proxy that everyone writes first, whose
/// patience is its own.
///
/// @param newKey whether it sends again under a new request key
public record NaiveSoftware(Software daemons, boolean newKey) implements Software {
  @Override
  public SimProcess.Main daemon(Path home, Path socket, Duration drain, boolean withoutEcho) {
    return daemons.daemon(home, socket, drain, withoutEcho);
  }

  @Override
  public SimProcess.Main proxy(Path socket, Duration grace, boolean exactlyOnce) {
    return machine -> NaiveProxy.run(machine, socket, newKey);
  }
}
