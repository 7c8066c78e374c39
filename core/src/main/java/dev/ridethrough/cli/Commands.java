package dev.ridethrough.cli;

import dev.ridethrough.machine.Machine;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/// Makes the commands, each with the machine it runs on.
record Commands(Machine machine, Console console) implements IFactory {
  @Override
  public <K> K create(Class<K> type) throws Exception {
    Object command =
        switch (type.getSimpleName()) {
          case "DaemonCommand" -> new DaemonCommand();
          case "DaemonRun" -> new DaemonRun(machine);
          case "ServeCommand" -> new ServeCommand(machine);
          case "CallCommand" -> new CallCommand(machine, console);
          case "Where" -> new Where(machine);
          default -> CommandLine.defaultFactory().create(type);
        };
    return type.cast(command);
  }
}
