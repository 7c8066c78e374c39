package dev.ridethrough.chaos.explore;

import dev.ridethrough.chaos.world.World;
import dev.ridethrough.grace.Delivery;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;

/// The worlds that there are.
public enum Place {
  SIM(1),
  PROCESS(10),
  CONTAINER(10);

  private final int replays;

  Place(int replays) {
    this.replays = replays;
  }

  /// The one that calls itself so.
  public static Optional<Place> named(String world) {
    return Arrays.stream(values()).filter(it -> it.option().equals(world)).findFirst();
  }

  /// As written on the command line, and as the world calls itself.
  public String option() {
    return switch (this) {
      case SIM -> "sim";
      case PROCESS -> "process";
      case CONTAINER -> "container";
    };
  }

  /// How often a schedule must be run again to tell something: one that is decided by its seed need
  /// not be repeated.
  public int replays() {
    return replays;
  }

  /// Makes it.
  ///
  /// @param app asked for the folder of the app only where that is what runs
  public World world(Sabotage sabotage, Delivery delivery, Supplier<Path> app) throws IOException {
    return switch (this) {
      case SIM -> sabotage.simWorld(delivery);
      case PROCESS -> sabotage.processWorld(app.get(), delivery);
      case CONTAINER -> sabotage.containerWorld(app.get(), delivery);
    };
  }
}
