package dev.ridethrough.chaos.world.run;

import dev.ridethrough.chaos.scenario.Aim;
import dev.ridethrough.chaos.scenario.Coordinate;
import dev.ridethrough.chaos.scenario.Death;
import dev.ridethrough.chaos.scenario.Disturbance;
import dev.ridethrough.chaos.scenario.Life;
import dev.ridethrough.chaos.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;

/// A kill point that a fault of the scenario is aimed at.
///
/// @param index its number in the scenario
/// @param gather how many threads must stand there
/// @param fault what strikes there, for people
public record AimedPoint(int index, int life, Coordinate coordinate, int gather, String fault) {

  /// All of a scenario, in the order in which a thread that comes to several at once is held: what
  /// holds a daemon up there comes before what ends it there.
  public static List<AimedPoint> of(Scenario scenario) {
    List<AimedPoint> points = new ArrayList<>();
    for (int number = 0; number < scenario.lives().size(); number++) {
      Life life = scenario.lives().get(number);
      for (int i = 0; i < life.disturbances().size(); i++) {
        Disturbance it = life.disturbances().get(i);
        add(points, disturbancePoint(number, i), number, it.aim(), it.fault().title());
      }
      add(points, deathPoint(number), number, life.death().aim(), life.death().signal().name());
      for (Death then : life.death().then()) {
        add(points, thenPoint(number), number, then.aim(), then.signal().name());
      }
    }
    return points;
  }

  private static void add(List<AimedPoint> points, int index, int life, Aim aim, String fault) {
    if (aim instanceof Aim.Point point) {
      points.add(new AimedPoint(index, life, point.coordinate(), point.gather(), fault));
    }
  }

  /// The number of the kill point at which the life ends.
  static int deathPoint(int life) {
    return life * (2 + Life.MAX_DISTURBANCES);
  }

  /// The number of the kill point of what follows its death.
  static int thenPoint(int life) {
    return deathPoint(life) + 1;
  }

  /// The number of the kill point of one of its disturbances.
  static int disturbancePoint(int life, int disturbance) {
    return deathPoint(life) + 2 + disturbance;
  }

  /// Whether the daemon that begins the life counts its passes from its start. The first one of a
  /// scenario only where the point comes before it serves: its proxies' sessions must open first.
  public boolean isArmedAtStart(int generation) {
    return generation > 1 || coordinate.comesBeforeServing();
  }
}
