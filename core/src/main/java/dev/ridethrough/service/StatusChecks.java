package dev.ridethrough.service;

import dev.ridethrough.daemon.DaemonSettings;
import dev.ridethrough.daemon.LeaseHolder;
import dev.ridethrough.wire.ClientGroup;
import dev.ridethrough.wire.Text;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What follows from what was found.
record StatusChecks(
    DaemonSettings settings,
    Condition condition,
    @Nullable LeaseHolder holder,
    Status.ServiceState service,
    Status.Versions versions) {

  List<Check> all() {
    List<Check> checks = new ArrayList<>();
    checks.add(socket());
    checks.add(lease());
    checks.addAll(versionChecks());
    checks.addAll(serviceChecks());
    return checks;
  }

  private Check socket() {
    return switch (condition) {
      case Condition.Serving s ->
          Check.ok(
              "socket",
              "serving: generation %d, %s, version %s, at %s (answered in %d ms)"
                  .formatted(s.generation(), s.process(), s.version(), at(), s.millis()));
      case Condition.NotServing n ->
          Check.problem(
              "socket",
              "not serving, " + n.why().words() + ": " + n.explanation() + remedy(n.why()));
    };
  }

  private static String remedy(Condition.Why why) {
    return switch (why) {
      case MISSING -> " `ridethrough daemon start` starts one.";
      case STALE ->
          " A daemon that was killed left it behind; the next start replaces it: `ridethrough daemon start`.";
      case UNREACHABLE ->
          " It may be starting, draining, stopped (SIGSTOP) or hanging: look again, then at its log.";
      case NOT_ACCESSIBLE, UNUSABLE -> "";
    };
  }

  private Check lease() {
    if (holder == null) {
      return condition instanceof Condition.Serving
          ? Check.warning(
              "lease",
              "a daemon serves, but the lock file beside its socket says nothing of it: leave that file alone")
          : Check.ok("lease", "held by nobody");
    }
    if (condition instanceof Condition.Serving s && s.maker() == Condition.Maker.OTHER_CONTAINER) {
      return Check.ok(
          "lease",
          "held in another container: pid %d there, generation %d"
              .formatted(holder.pid(), holder.generation()));
    }
    if (!holder.alive()) {
      return Check.ok(
          "lease",
          "held by nobody: pid %d, generation %d, which had it last, is gone"
              .formatted(holder.pid(), holder.generation()));
    }
    String held = "held by pid %d, generation %d".formatted(holder.pid(), holder.generation());
    return switch (condition) {
      case Condition.Serving s when s.pid() != holder.pid() ->
          Check.warning("lease", held + ", but pid " + s.pid() + " serves");
      case Condition.Serving _ -> Check.ok("lease", held);
      case Condition.NotServing _ ->
          Check.warning(
              "lease",
              held
                  + ", which does not serve: it starts, drains or hangs. The next daemon waits for it");
    };
  }

  private List<Check> versionChecks() {
    List<Check> checks = new ArrayList<>();
    String program = versions.program();
    if (condition instanceof Condition.Serving s && !s.version().equals(program)) {
      checks.add(
          Check.warning(
              "version",
              "the daemon is %s, but this program, and each proxy started by it, is %s: `ridethrough daemon restart` if the daemon is the older one"
                  .formatted(s.version(), program)));
    }
    String installed = versions.installed();
    if (installed != null && !installed.equals(program)) {
      checks.add(
          Check.warning(
              "version",
              "the service starts version %s, but this program is %s: `ridethrough daemon install` makes it start this one"
                  .formatted(installed, program)));
    }
    if (service.unit() != null && installed == null) {
      checks.add(
          Check.problem(
              "version",
              "the program that the service starts, "
                  + Text.printable(service.unit().launcher().toString())
                  + ", does not run: `ridethrough daemon install` makes it start this one"));
    }
    checks.addAll(clientChecks());
    return checks.isEmpty() ? List.of(Check.ok("version", program + " everywhere")) : checks;
  }

  private List<Check> clientChecks() {
    List<ClientGroup> clients = versions.clients();
    if (clients == null || !(condition instanceof Condition.Serving s)) {
      return List.of();
    }
    return clients.stream()
        .filter(it -> !it.version().equals(s.version()))
        .map(it ->
            Check.warning(
                "version",
                "the daemon is %s, but in the last ten minutes it served %s of version %s, protocol %d (%d s ago): they work together, and a session gets the new version when its client starts it anew"
                    .formatted(
                        s.version(),
                        many(it.clients()),
                        it.version(),
                        it.protocol(),
                        it.secondsAgo())))
        .toList();
  }

  private static String many(long clients) {
    return clients == 1 ? "a client" : clients + " clients";
  }

  private List<Check> serviceChecks() {
    UnitState state = service.state();
    if (service.unit() == null) {
      return List.of(notInstalled(state));
    }
    if (state == null) {
      return List.of(Check.problem("service", service.trouble()));
    }
    List<Check> checks = new ArrayList<>();
    if (!state.isRunning()) {
      checks.add(
          Check.problem(
              "service", Unit.SERVICE + " is " + state.words() + ": `ridethrough daemon start`"));
    } else if (condition instanceof Condition.Serving s && s.pid() != state.pid()) {
      checks.add(
          Check.problem(
              "service",
              "pid %d serves, but is not that of %s (%s, pid %d): end it, and the service takes over"
                  .formatted(s.pid(), Unit.SERVICE, state.words(), state.pid())));
    }
    if (!state.isEnabled() && !state.isMasked()) {
      checks.add(
          Check.warning(
              "service",
              Unit.SERVICE
                  + " is not enabled, so that no login starts it: `ridethrough daemon install`"));
    }
    if (!service.current()) {
      checks.add(
          Check.warning(
              "service",
              "its unit is not the one that this version writes: `ridethrough daemon install` (keeps its paths)"));
    }
    return checks.isEmpty() ? List.of(Check.ok("service", state.words())) : checks;
  }

  private Check notInstalled(@Nullable UnitState state) {
    if (state != null && state.isMasked()) {
      return Check.ok("service", "masked");
    }
    return condition instanceof Condition.Serving
        ? Check.warning(
            "service",
            "a daemon answers, but no service is installed: nothing starts it again when it ends. `ridethrough daemon install` sees to that")
        : Check.ok("service", "not installed");
  }

  private String at() {
    return Text.printable(settings.socket().toString());
  }
}
