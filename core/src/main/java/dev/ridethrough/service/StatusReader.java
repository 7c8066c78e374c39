package dev.ridethrough.service;

import dev.ridethrough.daemon.DaemonSettings;
import dev.ridethrough.daemon.LeaseHolder;
import dev.ridethrough.machine.Host;
import dev.ridethrough.machine.KernelException;
import dev.ridethrough.machine.Machine;
import dev.ridethrough.proxy.Probe;
import dev.ridethrough.wire.ClientGroup;
import dev.ridethrough.wire.Text;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Looks at a daemon and its service, and changes nothing.
final class StatusReader {
  private static final Duration VERSION_LIMIT = Duration.ofSeconds(10);
  private static final String NAME = "ridethrough ";

  private final Machine machine;
  private final String version;
  private final UnitFiles files;

  StatusReader(Machine machine, String version, UnitFiles files) {
    this.machine = machine;
    this.version = version;
    this.files = files;
  }

  /// How things are.
  ///
  /// @param unit what the unit says, or null when none is installed
  Status read(@Nullable Unit unit, DaemonSettings settings) throws ServiceException {
    Condition condition = Condition.at(machine, settings.socket(), version);
    Status.ServiceState service = service(unit);
    Status.Versions versions =
        new Status.Versions(version, installedVersion(unit), clients(condition, settings));
    LeaseHolder holder = holder(settings);
    return new Status(
        settings,
        condition,
        holder,
        service,
        versions,
        new StatusChecks(settings, condition, holder, service, versions).all());
  }

  private @Nullable List<ClientGroup> clients(Condition condition, DaemonSettings settings) {
    return condition instanceof Condition.Serving
        ? Probe.clients(machine, settings.socket())
        : null;
  }

  private @Nullable LeaseHolder holder(DaemonSettings settings) {
    try {
      return LeaseHolder.of(machine, settings);
    } catch (KernelException e) {
      return null; // the socket beside it tells why
    }
  }

  private Status.ServiceState service(@Nullable Unit unit) throws ServiceException {
    Systemctl systemctl = Systemctl.find(machine);
    if (systemctl == null || (unit == null && !files.isLink())) {
      String trouble = unit == null ? "" : "there is no systemctl on PATH";
      return new Status.ServiceState(unit, null, trouble, true);
    }
    boolean current = unit == null || files.areCurrent(rewritten(unit));
    try {
      return new Status.ServiceState(unit, systemctl.show(Unit.SERVICE), "", current);
    } catch (ServiceException e) {
      return new Status.ServiceState(unit, null, String.valueOf(e.getMessage()), current);
    }
  }

  /// As an update by this program would leave it.
  private Unit rewritten(Unit unit) {
    Path launcher = machine.host().launcher();
    return new Unit(
        launcher == null ? unit.launcher() : launcher,
        machine.host().javaHome(),
        unit.home(),
        unit.socket(),
        unit.drain(),
        unit.activated());
  }

  private @Nullable String installedVersion(@Nullable Unit unit) {
    if (unit == null) {
      return null;
    }
    if (unit.launcher().equals(machine.host().launcher())) {
      return version;
    }
    try {
      List<String> command = List.of(unit.launcher().toString(), "--version");
      Host.Ended ended = machine.host().run(command, Map.of(), VERSION_LIMIT);
      String said = ended.out().strip();
      return ended.status() == 0 && said.startsWith(NAME)
          ? Text.printable(said.substring(NAME.length()))
          : null;
    } catch (KernelException e) {
      return null;
    }
  }
}
