package dev.ridethrough.chaos.world.sim;

import dev.ridethrough.chaos.world.process.naive.NaiveProxy;
import java.nio.file.Path;
import java.time.Duration;

/// Somebody's daemon behind the proxy that everyone writes first.
///
/// @param newKey whether it sends again under a new request key
public record NaiveSoftware(Software behind, boolean newKey) implements Software {
  @Override
  public SimProcess.Main daemon(Path home, Path socket, Duration drain) {
    return behind.daemon(home, socket, drain);
  }

  @Override
  public SimProcess.Main proxy(Path socket, Duration grace) {
    return machine -> NaiveProxy.run(machine, socket, newKey);
  }
}
