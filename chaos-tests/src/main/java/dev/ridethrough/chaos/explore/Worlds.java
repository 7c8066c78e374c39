package dev.ridethrough.chaos.explore;

import dev.ridethrough.chaos.scenario.Fault;
import dev.ridethrough.chaos.world.RecordingCost;
import dev.ridethrough.chaos.world.World;
import dev.ridethrough.grace.Delivery;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Worlds of one kind, one a delivery: each scenario runs in each of them, side by side, so that
/// all meet the same noise.
public final class Worlds implements AutoCloseable {
  private final List<World> all = new ArrayList<>();

  /// Makes one.
  public interface Maker {
    World make(Delivery delivery) throws IOException;
  }

  private Worlds() {}

  /// Makes one a delivery; those that were made are closed when another can't be.
  ///
  /// @param deliveries at least one
  public static Worlds of(List<Delivery> deliveries, Maker maker) throws IOException {
    Worlds worlds = new Worlds();
    try {
      for (Delivery delivery : deliveries) {
        worlds.all.add(maker.make(delivery));
      }
      return worlds;
    } catch (IOException | RuntimeException e) {
      worlds.close();
      throw e;
    }
  }

  /// Of one world alone.
  public static Worlds of(World world) {
    Worlds worlds = new Worlds();
    worlds.all.add(world);
    return worlds;
  }

  List<World> all() {
    return all;
  }

  /// Of all of them.
  public String name() {
    return all.getFirst().name();
  }

  /// The faults that can't be done in them, and why.
  public Map<Fault, String> impossible() {
    return all.getFirst().impossible();
  }

  /// What recording has cost in all of them; null where it takes no time.
  public @Nullable RecordingCost recording() {
    RecordingCost sum = null;
    for (World world : all) {
      RecordingCost cost = world.recording();
      if (cost != null) {
        sum = sum == null ? new RecordingCost() : sum;
        sum.add(cost);
      }
    }
    return sum;
  }

  @Override
  public void close() {
    all.forEach(World::close);
  }
}
