package dev.ridethrough.chaos.world.process;

import dev.ridethrough.chaos.scenario.Coordinate;
import dev.ridethrough.chaos.scenario.Fault;
import dev.ridethrough.chaos.scenario.Scenario;
import dev.ridethrough.chaos.world.Target;
import dev.ridethrough.chaos.world.process.hook.HookedMain;
import dev.ridethrough.chaos.world.run.AimedPoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/// The command lines of a scenario's processes.
///
/// @param onlooker who looks at those that have kill points
record Commands(
    Scenario scenario, Target target, OptionalLong proxyGraceMillis, Room room, Onlooker onlooker) {

  Process daemon(int life, int generation, String name, String log) throws IOException {
    List<AimedPoint> points =
        AimedPoint.of(scenario).stream()
            .filter(it -> it.life() == life && it.coordinate().inDaemon())
            .toList();
    List<AimedPoint> armed = points.stream().filter(it -> it.isArmedAtStart(generation)).toList();
    return start(target.daemon(), name, points, armed, room.home(), log);
  }

  /// A daemon that must not come to serve.
  Process contender(Path home, String log) throws IOException {
    return start(target.daemon(), log, List.of(), List.of(), home, log);
  }

  /// @param seat the number of its client; a proxy that replaces another one has no kill points
  Process proxy(int seat, int number, String log) throws IOException {
    List<AimedPoint> points =
        AimedPoint.of(scenario).stream()
            .filter(it -> seat == number && it.coordinate().proxy() == seat)
            .toList();
    return start(target.proxy(), "proxy " + number, points, List.of(), room.home(), log);
  }

  private Process start(
      List<String> template,
      String name,
      List<AimedPoint> points,
      List<AimedPoint> armed,
      Path home,
      String log)
      throws IOException {
    List<String> command = new ArrayList<>(prefix());
    for (String word : template) {
      if (word.equals("{hooks}")) {
        command.addAll(points.isEmpty() ? List.of() : onlooker.flags(name));
        command.addAll(hooks(name, points, armed));
      } else {
        command.add(filled(word, home));
      }
    }
    Process process = Children.start(command, room.folder(), room.log(log));
    onlooker.started(name, process.pid());
    return process;
  }

  private List<String> prefix() {
    boolean obeying =
        scenario.faults().contains(Fault.UNREADABLE_DIRECTORY)
            || scenario.faults().contains(Fault.READ_ONLY_DIRECTORY);
    return obeying && Abilities.isRoot() ? Children.OBEYING_PERMISSIONS : List.of();
  }

  private List<String> hooks(String name, List<AimedPoint> points, List<AimedPoint> armed) {
    if (points.isEmpty()) {
      return List.of();
    }
    return List.of(
        "-D" + HookedMain.CONTROL + "=" + room.control(),
        "-D" + HookedMain.NAME + "=" + name,
        "-D" + HookedMain.POINTS + "=" + points.stream().map(Commands::text).collect(joined()),
        "-D"
            + HookedMain.ARMED
            + "="
            + armed.stream().map(it -> Integer.toString(it.index())).collect(joined()));
  }

  private static String text(AimedPoint point) {
    Coordinate at = point.coordinate();
    return String.join(
        "/",
        Integer.toString(point.index()),
        at.phase().name(),
        at.operation().name(),
        Integer.toString(at.n()),
        Integer.toString(point.gather()));
  }

  private static java.util.stream.Collector<CharSequence, ?, String> joined() {
    return Collectors.joining(",");
  }

  private String filled(String word, Path home) {
    return word.replace("{home}", home.toString())
        .replace("{socket}", room.socket().toString())
        .replace("{grace}", proxyGraceMillis.orElse(limit(scenario.windowMillis())) + "ms")
        .replace("{drain}", limit(scenario.drainMillis()) + "ms");
  }

  private long limit(long millis) {
    return onlooker.limitMillis(millis);
  }
}
