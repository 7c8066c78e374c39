package dev.ridethrough.cli;

import dev.ridethrough.machine.Machine;
import dev.ridethrough.service.Service;
import dev.ridethrough.service.ServiceException;
import dev.ridethrough.service.Wish;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;

/// A command about the daemon as a service.
abstract class ServiceCommand implements Callable<Integer> {
  final Machine machine;
  final Console console;

  @Mixin private Where where;

  ServiceCommand(Machine machine, Console console) {
    this.machine = machine;
    this.console = console;
    this.where = new Where(machine);
  }

  /// Does it.
  ///
  /// @return the exit status
  abstract int run(Service service) throws ServiceException;

  /// How long a shutdown may take, where the command has that option.
  @Nullable Duration drain() {
    return null;
  }

  /// Whether systemd shall own the socket, where the command has that option.
  @Nullable Boolean activated() {
    return null;
  }

  @Override
  public Integer call() {
    Wish wish =
        new Wish(where.usualHome(), where.givenHome(), where.givenSocket(), drain(), activated());
    try {
      return run(new Service(machine, Version.text(), wish));
    } catch (ServiceException e) {
      int status = e.isNobodyServing() ? ExitCode.NOT_SENT : ExitCode.FAILED;
      throw new UserException(status, String.valueOf(e.getMessage()));
    }
  }

  int say(String text) {
    console.print(text);
    return ExitCode.OK;
  }
}
