package dev.ridethrough.chaos.world.process;

import dev.ridethrough.chaos.scenario.Coordinate;
import dev.ridethrough.chaos.scenario.Fault;
import dev.ridethrough.chaos.scenario.Scenario;
import dev.ridethrough.chaos.world.Target;
import dev.ridethrough.chaos.world.process.hook.HookedMain;
import dev.ridethrough.chaos.world.run.AimedPoint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/// The command lines of a scenario's processes.
///
/// @param onlooker who looks at those that have kill points
public record Commands(
    Scenario scenario, Target target, OptionalLong proxyGraceMillis, Room room, Onlooker onlooker) {

  /// A daemon that begins a life, or none.
  public List<String> daemon(int life, int generation, String name) {
    List<AimedPoint> points =
        AimedPoint.of(scenario).stream()
            .filter(it -> it.life() == life && it.coordinate().inDaemon())
            .toList();
    List<AimedPoint> armed = points.stream().filter(it -> it.isArmedAtStart(generation)).toList();
    return command(target.daemon(), name, points, armed, room.home());
  }

  /// A daemon that must not come to serve.
  ///
  /// @param otherHome whether it has nothing in common with the first but the socket
  public List<String> contender(boolean otherHome, String name) {
    Path home = otherHome ? room.otherHome() : room.home();
    return command(target.daemon(), name, List.of(), List.of(), home);
  }

  /// A stdio proxy.
  ///
  /// @param seat the number of its client; a proxy that replaces another one has no kill points
  public List<String> proxy(int seat, int number) {
    List<AimedPoint> points =
        AimedPoint.of(scenario).stream()
            .filter(it -> seat == number && it.coordinate().proxy() == seat)
            .toList();
    return command(target.proxy(), "proxy " + number, points, List.of(), room.home());
  }

  private List<String> command(
      List<String> template,
      String name,
      List<AimedPoint> points,
      List<AimedPoint> armed,
      Path home) {
    List<String> command = new ArrayList<>();
    for (String word : template) {
      if (word.equals("{hooks}")) {
        command.addAll(points.isEmpty() ? List.of() : onlooker.flags(name));
        command.addAll(hooks(name, points, armed));
      } else {
        command.add(filled(word, home));
      }
    }
    return command;
  }

  /// The command, behind what makes root's children obey permissions where these shall mean
  /// something to them.
  List<String> obeying(List<String> command) {
    boolean obeying =
        scenario.faults().contains(Fault.UNREADABLE_DIRECTORY)
            || scenario.faults().contains(Fault.READ_ONLY_DIRECTORY);
    if (!obeying || !Abilities.isRoot()) {
      return command;
    }
    List<String> words = new ArrayList<>(Children.OBEYING_PERMISSIONS);
    words.addAll(command);
    return words;
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
