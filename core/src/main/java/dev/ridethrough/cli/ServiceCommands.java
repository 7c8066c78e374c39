package dev.ridethrough.cli;

import dev.ridethrough.machine.Machine;
import java.util.Objects;
import picocli.CommandLine;

/// The commands that nobody waits for in an outage. They are not loaded to run a daemon, a proxy or
/// a call: that would lengthen the outage.
final class ServiceCommands {
  private ServiceCommands() {}

  static void add(CommandLine line, Machine machine, Console console) {
    Objects.requireNonNull(line.getSubcommands().get("daemon"))
        .addSubcommand(new DaemonInstall(machine, console))
        .addSubcommand(new DaemonUninstall(machine, console))
        .addSubcommand(new DaemonStart(machine, console))
        .addSubcommand(new DaemonStop(machine, console))
        .addSubcommand(new DaemonRestart(machine, console))
        .addSubcommand(new DaemonStatus(machine, console));
    line.addSubcommand(new DoctorCommand(machine, console))
        .addSubcommand(new UpdateCommand(machine, console))
        .addSubcommand(new PostUpdateCommand(machine, console));
  }
}
