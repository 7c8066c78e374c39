package dev.ridethrough.chaos.world.process.hook;

import dev.ridethrough.cli.Cli;
import dev.ridethrough.machine.Machine;
import dev.ridethrough.machine.real.RealMachine;
import java.io.IOException;
import java.nio.file.Path;

/// Core's command line on a machine with kill points. The core itself knows nothing of them.
public final class HookedMain {
  /// Path of the harness's control socket.
  public static final String CONTROL = "ridethrough.chaos.control";

  /// Who this process is.
  public static final String NAME = "ridethrough.chaos.name";

  /// See [KillPoints].
  public static final String POINTS = "ridethrough.chaos.points";

  /// The indexes of the points that are armed from the start, separated by commas.
  public static final String ARMED = "ridethrough.chaos.armed";

  private HookedMain() {}

  public static void main(String[] args) throws IOException {
    Machine machine = machine();
    machine.exit(Cli.run(machine, args));
  }

  private static Machine machine() throws IOException {
    String points = System.getProperty(POINTS, "");
    if (points.isEmpty()) {
      return new RealMachine();
    }
    return hooked(
        new RealMachine(),
        Path.of(System.getProperty(CONTROL, "")),
        System.getProperty(NAME, ""),
        points,
        System.getProperty(ARMED, ""));
  }

  /// That machine with kill points; the arguments are those of the properties.
  public static Machine hooked(
      Machine machine, Path socket, String name, String points, String armed) throws IOException {
    Control control = Control.connect(socket, name);
    for (String index : armed.split(",", -1)) {
      if (!index.isEmpty()) {
        control.arm(Integer.parseInt(index));
      }
    }
    return new HookMachine(machine, KillPoints.parse(points, control));
  }
}
