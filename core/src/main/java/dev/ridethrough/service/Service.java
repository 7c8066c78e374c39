package dev.ridethrough.service;

import dev.ridethrough.daemon.DaemonSettings;
import dev.ridethrough.grace.Grace;
import dev.ridethrough.machine.Machine;
import dev.ridethrough.wire.Text;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The daemon as something that is installed, started, stopped and updated: by systemd when its
/// unit is installed, else as a detached process. The texts that the methods return are for people.
public final class Service {
  private final Machine machine;
  private final String version;
  private final Wish wish;
  private final UnitFiles files;

  /// Looks at nothing yet.
  ///
  /// @param version of this program
  /// @throws ServiceException when HOME is of no use
  public Service(Machine machine, String version, Wish wish) throws ServiceException {
    this.machine = machine;
    this.version = version;
    this.wish = wish;
    this.files = new UnitFiles(machine);
  }

  /// Writes the systemd unit where it says something else, enables it, restarts the daemon and
  /// waits until it answers.
  public String install() throws ServiceException {
    Unit before = files.isLink() ? null : files.read();
    Unit unit = unit(before);
    return systemd().install(unit, before) + tooSlow(unit.drain());
  }

  /// Whoever waits for a daemon would give up before a restart is over.
  private static String tooSlow(Duration drain) {
    Duration longest = Unit.longestDrain(Grace.DEFAULT_WINDOW);
    return drain.compareTo(longest) <= 0
        ? ""
        : "\nwarning: a drain of %d ms and a start take longer than requests wait (%d ms unless --grace says otherwise), so that a restart may fail some. Up to %d ms are safe."
            .formatted(drain.toMillis(), Grace.DEFAULT_WINDOW.toMillis(), longest.toMillis());
  }

  /// Stops the daemon and removes its unit.
  public String uninstall() throws ServiceException {
    Unit unit = installed();
    return unit == null
        ? "not installed: there is no " + Text.printable(files.service().toString())
        : systemd().uninstall(unit);
  }

  /// Starts the daemon, if none serves, and waits until it answers.
  public String start() throws ServiceException {
    Unit unit = installed();
    return unit == null ? detached().start(unit(null)) : systemd().start(unit);
  }

  /// Stops the daemon and waits until it is gone.
  public String stop() throws ServiceException {
    Unit unit = installed();
    if (unit == null) {
      return stopByHand(unit(null).socket());
    }
    String stopped = systemd().stop(unit);
    if (new Answered(machine, version).look(unit.socket()) instanceof Condition.Serving) {
      String more = stopByHand(unit.socket());
      return stopped == null ? more : stopped + "\n" + more;
    }
    if (stopped == null) {
      throw ServiceException.nobodyServes(
          "no daemon to stop: " + Unit.SERVICE + " was not running.");
    }
    return stopped;
  }

  private String stopByHand(Path socket) throws ServiceException {
    return switch (new Answered(machine, version).look(socket)) {
      case Condition.Serving serving -> detached().stop(socket, serving);
      case Condition.NotServing not ->
          throw ServiceException.nobodyServes("no daemon to stop: " + not.explanation());
    };
  }

  /// Stops the daemon if one serves, starts it, and waits until the new one answers.
  public String restart() throws ServiceException {
    Unit unit = installed();
    if (unit != null) {
      return systemd().restart(unit);
    }
    Unit wished = unit(null);
    return new Answered(machine, version).look(wished.socket()) instanceof Condition.Serving serving
        ? detached().stop(wished.socket(), serving) + "\n" + detached().start(wished)
        : detached().start(wished);
  }

  /// To be called by the new program once it is in its place: makes the unit say what this version
  /// wants, and keeps the paths in it; restarts what runs, and waits until a daemon of this version
  /// answers. What is missing, masked, stopped or disabled stays so.
  ///
  /// @throws ServiceException when the unit can't be rewritten: then nothing was restarted
  public PostUpdate postUpdate() throws ServiceException {
    if (files.isLink()) {
      return linked();
    }
    Unit before = files.read();
    return before == null ? skipped("no service is installed") : systemd().postUpdate(unit(before));
  }

  /// `systemctl mask` makes the unit a link, and so does whoever keeps it elsewhere.
  private PostUpdate linked() throws ServiceException {
    if (systemd().state().isMasked()) {
      return skipped(Unit.SERVICE + " is masked");
    }
    throw new ServiceException(
        Text.printable(files.service().toString())
            + " is a link: a unit that is kept elsewhere is not rewritten, and nothing was restarted."
            + " Put the file itself there, or delete the link and run `ridethrough daemon install`.");
  }

  private PostUpdate skipped(String why) {
    return new PostUpdate(PostUpdate.Kind.SKIPPED, why + ": nothing was restarted" + byHand());
  }

  private String byHand() {
    Condition found = new Answered(machine, version).look(wished(null).socket());
    return found instanceof Condition.Serving serving && !serving.version().equals(version)
        ? ". A daemon of version %s (pid %d) answers: `ridethrough daemon restart` replaces it"
            .formatted(serving.version(), serving.pid())
        : "";
  }

  /// The program that the installed unit names. Whoever can't ask systemd about it would update
  /// what can't be restarted.
  ///
  /// @return null when there is no unit
  /// @throws ServiceException when the unit can't be read, or systemd not be asked
  public @Nullable Path program() throws ServiceException {
    Unit unit = files.read();
    if (unit == null) {
      return null;
    }
    systemd().state();
    return unit.launcher();
  }

  /// How long its restart may take until systemd has ended the old daemon, however much that has to
  /// drain; zero when there is no unit.
  ///
  /// @throws ServiceException when the unit can't be read
  public Duration stopLimit() throws ServiceException {
    Unit unit = files.read();
    return unit == null ? Duration.ZERO : unit.stopLimit();
  }

  /// How things are; changes nothing.
  public Status status() throws ServiceException {
    Unit unit = installed();
    Place place = unit == null ? wished(null) : new Place(unit.home(), unit.socket());
    DaemonSettings settings =
        new DaemonSettings(
            place.home(),
            place.socket(),
            DaemonSettings.DEFAULT_DRAIN,
            version,
            unit != null && unit.activated());
    return new StatusReader(machine, version, files).read(unit, settings);
  }

  /// What the unit says, when the daemon that is meant is the one of the unit; else null.
  private @Nullable Unit installed() throws ServiceException {
    Unit unit = files.read();
    if (unit == null || !wish.hasPlace() || wished(unit).socket().equals(unit.socket())) {
      return unit;
    }
    return null;
  }

  private record Place(Path home, Path socket) {}

  private Place wished(@Nullable Unit before) {
    Path old = before == null ? wish.usualHome() : before.home();
    Path home = wish.home() == null ? old : wish.home();
    Path own =
        before == null || wish.home() != null
            ? home.resolve(DaemonSettings.SOCKET)
            : before.socket();
    return new Place(home, wish.socket() == null ? own : wish.socket());
  }

  /// What is given counts more than what was there before.
  private Unit unit(@Nullable Unit before) throws ServiceException {
    Place place = wished(before);
    Duration drain = before == null ? DaemonSettings.DEFAULT_DRAIN : before.drain();
    boolean activated = before != null && before.activated();
    return new Unit(
        launcher(before),
        machine.host().javaHome(),
        place.home(),
        place.socket(),
        wish.drain() == null ? drain : wish.drain(),
        wish.activated() == null ? activated : wish.activated());
  }

  private Path launcher(@Nullable Unit before) throws ServiceException {
    Path launcher = machine.host().launcher();
    if (launcher != null) {
      return launcher;
    }
    if (before != null) {
      return before.launcher();
    }
    throw new ServiceException(
        "can't tell where this program is: start it by its launcher, bin/ridethrough.");
  }

  private SystemdService systemd() throws ServiceException {
    return new SystemdService(machine, version, files);
  }

  private DetachedDaemon detached() {
    return new DetachedDaemon(machine, version);
  }
}
