package dev.ridethrough.chaos.world.process;

import dev.ridethrough.chaos.scenario.Aim;
import dev.ridethrough.chaos.scenario.Coordinate;
import dev.ridethrough.chaos.scenario.Scenario;
import dev.ridethrough.chaos.world.Target;
import dev.ridethrough.chaos.world.process.hook.HookedMain;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// The command lines of a scenario's processes.
record Commands(
    Scenario scenario,
    Target target,
    OptionalLong proxyGraceMillis,
    Path folder,
    Path controlSocket) {

  /// What all generations write to standard error, in the scenario's folder.
  static final String DAEMON_LOG = "daemon.log";

  Process startDaemon(int life, int generation) throws IOException {
    String name = "daemon " + generation;
    String points = life < scenario.lives().size() ? point(life, Coordinate.DAEMON) : "";
    // the first one is armed when its life begins: its proxies' sessions must open first
    int armed = generation == 1 ? -1 : life;
    return start(target.daemon(), name, points, armed, DAEMON_LOG);
  }

  Process startProxy(int number) throws IOException {
    List<String> points = new ArrayList<>();
    for (int life = 0; life < scenario.lives().size(); life++) {
      String point = point(life, number);
      if (!point.isEmpty()) {
        points.add(point);
      }
    }
    String log = "proxy-" + number + ".log";
    return start(target.proxy(), "proxy " + number, String.join(",", points), -1, log);
  }

  /// The kill point at which this life ends, when it is one of the given process.
  private String point(int life, int process) {
    if (scenario.lives().get(life).fault().aim() instanceof Aim.Point point
        && point.coordinate().proxy() == process) {
      Coordinate at = point.coordinate();
      return String.join(
          "/",
          Integer.toString(life),
          at.phase().name(),
          at.operation().name(),
          Integer.toString(at.n()),
          Integer.toString(point.gather()));
    }
    return "";
  }

  private Process start(List<String> template, String name, String points, int armed, String log)
      throws IOException {
    List<String> command = new ArrayList<>();
    for (String word : template) {
      if (word.equals("{hooks}")) {
        command.addAll(hooks(name, points, armed));
      } else {
        command.add(filled(word));
      }
    }
    return Children.start(command, folder, folder.resolve(log));
  }

  private List<String> hooks(String name, String points, int armed) {
    if (points.isEmpty()) {
      return List.of();
    }
    return List.of(
        "-D" + HookedMain.CONTROL + "=" + controlSocket,
        "-D" + HookedMain.NAME + "=" + name,
        "-D" + HookedMain.POINTS + "=" + points,
        "-D" + HookedMain.ARMED + "=" + armed);
  }

  private String filled(String word) {
    return word.replace("{home}", folder.resolve("h").toString())
        .replace("{socket}", folder.resolve("h").resolve("daemon.sock").toString())
        .replace("{grace}", proxyGraceMillis.orElse(scenario.windowMillis()) + "ms")
        .replace("{drain}", scenario.drainMillis() + "ms");
  }
}
