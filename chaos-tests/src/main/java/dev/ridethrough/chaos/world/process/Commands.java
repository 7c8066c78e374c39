package dev.ridethrough.chaos.world.process;

import dev.ridethrough.chaos.scenario.Aim;
import dev.ridethrough.chaos.scenario.Coordinate;
import dev.ridethrough.chaos.scenario.Fault;
import dev.ridethrough.chaos.scenario.Life;
import dev.ridethrough.chaos.scenario.Scenario;
import dev.ridethrough.chaos.world.Target;
import dev.ridethrough.chaos.world.process.hook.HookedMain;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The command lines of a scenario's processes.
record Commands(Scenario scenario, Target target, OptionalLong proxyGraceMillis, Room room) {

  /// A kill point of one of the scenario's lives.
  private record Stop(int life, int index, Aim.Point point) {
    String text() {
      Coordinate at = point.coordinate();
      return String.join(
          "/",
          Integer.toString(index),
          at.phase().name(),
          at.operation().name(),
          Integer.toString(at.n()),
          Integer.toString(point.gather()));
    }
  }

  /// What all generations write to standard error.
  static final String DAEMON_LOG = "daemon";

  /// The number of the kill point at which the life ends.
  static int deathPoint(int life) {
    return life * (1 + Life.MAX_DISTURBANCES);
  }

  /// The number of the kill point of one of its disturbances.
  static int disturbancePoint(int life, int disturbance) {
    return deathPoint(life) + 1 + disturbance;
  }

  /// All kill points of a life, for the harness to arm.
  List<Integer> points(int life) {
    return stops().stream().filter(it -> it.life() == life).map(Stop::index).toList();
  }

  /// The first one is armed when its life begins, because its proxies' sessions must open first;
  /// but not where it comes before it serves.
  Process startDaemon(int life, int generation, String log) throws IOException {
    List<Stop> stops =
        stops().stream()
            .filter(it -> it.life() == life && it.point().coordinate().inDaemon())
            .toList();
    List<Stop> armed =
        stops.stream().filter(it -> generation > 1 || isBeforeServing(it.point())).toList();
    return start(target.daemon(), "daemon " + generation, stops, armed, room.home(), log);
  }

  private static boolean isBeforeServing(Aim.Point point) {
    return switch (point.coordinate().phase()) {
      case START, BIND, LOAD -> true;
      default -> false;
    };
  }

  /// A daemon that must not come to serve.
  Process startContender(Path home, String log) throws IOException {
    return start(target.daemon(), log, List.of(), List.of(), home, log);
  }

  /// @param seat the number of its client; a proxy that replaces another one has no kill points
  Process startProxy(int seat, int number) throws IOException {
    List<Stop> stops =
        stops().stream()
            .filter(it -> seat == number && it.point().coordinate().proxy() == seat)
            .toList();
    String log = "proxy-" + number;
    return start(target.proxy(), "proxy " + number, stops, List.of(), room.home(), log);
  }

  private List<Stop> stops() {
    return IntStream.range(0, scenario.lives().size())
        .boxed()
        .flatMap(life -> stops(life).stream())
        .toList();
  }

  private List<Stop> stops(int number) {
    List<Stop> stops = new ArrayList<>();
    Life life = scenario.lives().get(number);
    if (life.death().aim() instanceof Aim.Point point) {
      stops.add(new Stop(number, deathPoint(number), point));
    }
    for (int i = 0; i < life.disturbances().size(); i++) {
      if (life.disturbances().get(i).aim() instanceof Aim.Point point) {
        stops.add(new Stop(number, disturbancePoint(number, i), point));
      }
    }
    return stops;
  }

  private Process start(
      List<String> template, String name, List<Stop> stops, List<Stop> armed, Path home, String log)
      throws IOException {
    List<String> command = new ArrayList<>(prefix());
    for (String word : template) {
      if (word.equals("{hooks}")) {
        command.addAll(hooks(name, stops, armed));
      } else {
        command.add(filled(word, home));
      }
    }
    return Children.start(command, room.folder(), room.log(log));
  }

  private List<String> prefix() {
    boolean obeying =
        scenario.faults().contains(Fault.UNREADABLE_DIRECTORY)
            || scenario.faults().contains(Fault.READ_ONLY_DIRECTORY);
    return obeying && Abilities.isRoot() ? Children.OBEYING_PERMISSIONS : List.of();
  }

  private List<String> hooks(String name, List<Stop> stops, List<Stop> armed) {
    if (stops.isEmpty()) {
      return List.of();
    }
    return List.of(
        "-D" + HookedMain.CONTROL + "=" + room.control(),
        "-D" + HookedMain.NAME + "=" + name,
        "-D" + HookedMain.POINTS + "=" + stops.stream().map(Stop::text).collect(joined()),
        "-D"
            + HookedMain.ARMED
            + "="
            + armed.stream().map(it -> Integer.toString(it.index())).collect(joined()));
  }

  private static java.util.stream.Collector<CharSequence, ?, String> joined() {
    return Collectors.joining(",");
  }

  private String filled(String word, Path home) {
    return word.replace("{home}", home.toString())
        .replace("{socket}", room.socket().toString())
        .replace("{grace}", proxyGraceMillis.orElse(scenario.windowMillis()) + "ms")
        .replace("{drain}", scenario.drainMillis() + "ms");
  }
}
