package dev.ridethrough.service;

import dev.ridethrough.daemon.Daemon;
import dev.ridethrough.daemon.StartException;
import dev.ridethrough.machine.Machine;
import dev.ridethrough.wire.Text;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The daemon under systemd's user manager. Each method returns what it did, for people.
final class SystemdService {
  /// How long a new daemon may take until it answers.
  private static final Duration START_LIMIT = Duration.ofSeconds(20);

  private static final Duration SETTLING = Duration.ofMillis(100);

  private final Machine machine;
  private final String version;
  private final UnitFiles files;
  private final Systemctl systemctl;
  private final Answered answered;

  SystemdService(Machine machine, String version, UnitFiles files) throws ServiceException {
    this.machine = machine;
    this.version = version;
    this.files = files;
    this.systemctl = Systemctl.required(machine);
    this.answered = new Answered(machine, version);
  }

  UnitState state() throws ServiceException {
    return systemctl.show(Unit.SERVICE);
  }

  /// Writes the units and lets the daemon run as they say, now and at each login.
  ///
  /// @param before what the units said until now, or null
  String install(Unit unit, @Nullable Unit before) throws ServiceException {
    UnitState state = state();
    if (state.isMasked()) {
      throw new ServiceException(
          Unit.SERVICE
              + " is masked: somebody does not want it to run. `systemctl --user unmask "
              + Unit.SERVICE
              + "` allows it again.");
    }
    Condition now = answered.look(unit.socket());
    state = state(); // to look may have started it, by socket activation
    checkPlace(unit, now, state);
    checkRules(unit);
    if (files.areCurrent(unit) && state.isEnabled() && isCurrent(now, state)) {
      return "already installed: " + words(now, unit);
    }
    if (before != null && isElsewhere(unit, before)) {
      systemctl.stop(units(before), before.stopLimit());
    }
    if (before != null && before.activated() && !unit.activated()) {
      systemctl.disable(List.of(Unit.SOCKET));
    }
    files.write(unit);
    systemctl.reload();
    checkFragment();
    systemctl.enable(units(unit));
    if (unit.activated()) {
      systemctl.start(List.of(Unit.SOCKET));
    }
    return "installed: " + words(restarted(unit, now, any -> true), unit);
  }

  /// A unit with another socket is not merely started anew: that socket has to come and go.
  private static boolean isElsewhere(Unit unit, Unit before) {
    return unit.activated() != before.activated() || !unit.socket().equals(before.socket());
  }

  private boolean isCurrent(Condition now, UnitState state) {
    return now instanceof Condition.Serving serving
        && serving.version().equals(version)
        && serving.pid() == state.pid();
  }

  private static void checkPlace(Unit unit, Condition now, UnitState state)
      throws ServiceException {
    switch (now) {
      case Condition.Serving serving when !state.isRunning() || serving.pid() != state.pid() ->
          throw new ServiceException(
              "a daemon that systemd did not start serves "
                  + Text.printable(unit.socket().toString())
                  + " (pid "
                  + serving.pid()
                  + "). Stop it with `ridethrough daemon stop`, and the same --socket if you gave one;"
                  + " then try again.");
      case Condition.NotServing not
          when not.why() == Condition.Why.UNUSABLE || not.why() == Condition.Why.NOT_ACCESSIBLE ->
          throw new ServiceException("no daemon could serve there: " + not.explanation());
      case Condition.Serving _, Condition.NotServing _ -> {}
    }
  }

  /// Under systemd it would only be in the log why the daemon ends again and again.
  private void checkRules(Unit unit) throws ServiceException {
    try {
      Daemon.check(machine, unit.settings(version));
    } catch (StartException e) {
      throw new ServiceException(Text.printable(String.valueOf(e.getMessage())));
    }
  }

  /// A manager that has another idea of where units are would start something else, or nothing.
  private void checkFragment() throws ServiceException {
    String fragment = state().fragment();
    if (!files.isService(fragment)) {
      throw new ServiceException(
          "systemd does not use "
              + Text.printable(files.service().toString())
              + " but "
              + (fragment.isEmpty() ? "nothing" : Text.printable(fragment))
              + ". Probably XDG_CONFIG_HOME or HOME differ between this shell and systemd's user"
              + " manager: set them as there (`systemctl --user show-environment`).");
    }
  }

  /// Removes the units. What the daemon has stored stays.
  String uninstall(Unit unit) throws ServiceException {
    systemctl.stop(units(unit), unit.stopLimit());
    systemctl.disable(units(unit));
    files.delete();
    systemctl.reload();
    return "uninstalled: no daemon is started any more; its data stays in "
        + Text.printable(unit.home().toString());
  }

  String start(Unit unit) throws ServiceException {
    Condition now = answered.look(unit.socket());
    if (now instanceof Condition.Serving) {
      return "already " + words(now, unit);
    }
    systemctl.start(units(unit));
    return words(awaited(unit, any -> true), unit);
  }

  /// Stops what runs.
  ///
  /// @return what was stopped, for people; null when the service did not run
  @Nullable String stop(Unit unit) throws ServiceException {
    UnitState state = state();
    systemctl.stop(units(unit), unit.stopLimit());
    return state.isRunning()
        ? "stopped: " + Unit.SERVICE + (state.pid() == 0 ? "" : ", pid " + state.pid())
        : null;
  }

  String restart(Unit unit) throws ServiceException {
    Condition now = answered.look(unit.socket());
    if (now instanceof Condition.Serving) {
      checkPlace(unit, now, state());
    }
    if (unit.activated()) {
      systemctl.start(List.of(Unit.SOCKET));
    }
    return "restarted, " + words(restarted(unit, now, any -> true), unit);
  }

  /// Restarts the service and waits for another daemon than the one before.
  Condition.Serving restarted(Unit unit, Condition before, Predicate<Condition.Serving> wanted)
      throws ServiceException {
    systemctl.restart(List.of(Unit.SERVICE), unit.stopLimit());
    return awaited(unit, serving -> isAnother(serving, before) && wanted.test(serving));
  }

  private static boolean isAnother(Condition.Serving serving, Condition before) {
    return !(before instanceof Condition.Serving old) || serving.isAnother(old);
  }

  private Condition.Serving awaited(Unit unit, Predicate<Condition.Serving> wanted)
      throws ServiceException {
    CrashLoop loop = new CrashLoop(systemctl);
    Condition found = answered.await(unit.socket(), START_LIMIT, wanted, loop::look);
    if (found instanceof Condition.Serving serving && wanted.test(serving)) {
      return serving;
    }
    throw new ServiceException(
        "systemd started the daemon, but "
            + (loop.isFound()
                ? "it ends again and again: "
                : "within " + START_LIMIT.toSeconds() + " s the right one did not answer: ")
            + words(found, unit)
            + " "
            + Unit.SERVICE
            + " is "
            + state().words()
            + ": see `journalctl --user -u "
            + Unit.SERVICE
            + "`.");
  }

  /// Rewrites the units for this version and restarts what runs.
  PostUpdate postUpdate(Unit unit) throws ServiceException {
    UnitState state = settled(unit);
    if (state.isMasked()) {
      return new PostUpdate(PostUpdate.Kind.SKIPPED, Unit.SERVICE + " is masked: left alone");
    }
    files.write(unit);
    systemctl.reload();
    if (state.isEnabled()) {
      systemctl.enable(units(unit)); // again: what it is linked from may be new
    }
    if (!state.isRunning()) {
      return new PostUpdate(
          PostUpdate.Kind.LEFT_STOPPED, Unit.SERVICE + " was not running: it is not started now");
    }
    // Only now: by socket activation whoever connects starts what is stopped.
    Condition before = answered.look(unit.socket());
    Steady steady = new Steady(machine);
    try {
      Condition.Serving serving =
          restarted(unit, before, it -> it.version().equals(version) && steady.test(it));
      return new PostUpdate(PostUpdate.Kind.RESTARTED, "restarted, " + words(serving, unit));
    } catch (ServiceException e) {
      return new PostUpdate(PostUpdate.Kind.NOT_RESTARTED, String.valueOf(e.getMessage()));
    }
  }

  /// Its state once it is not being stopped any more: an update that was cut may have left a
  /// restart behind, which is no reason to leave it stopped.
  private UnitState settled(Unit unit) throws ServiceException {
    long giveUpAt = machine.nanoTime() + unit.stopLimit().toNanos();
    UnitState state = state();
    while (state.isStopping() && machine.nanoTime() < giveUpAt) {
      machine.sleep(SETTLING);
      state = state();
    }
    return state;
  }

  private static List<String> units(Unit unit) {
    return unit.activated() ? List.of(Unit.SOCKET, Unit.SERVICE) : List.of(Unit.SERVICE);
  }

  private static String words(Condition condition, Unit unit) {
    String at = Text.printable(unit.socket().toString());
    return switch (condition) {
      case Condition.Serving s ->
          "serving: generation %d, pid %d, version %s, at %s"
              .formatted(s.generation(), s.pid(), s.version(), at);
      case Condition.NotServing n -> "not serving: " + n.explanation();
    };
  }
}
