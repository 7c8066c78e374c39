package dev.ridethrough.service;

import dev.ridethrough.daemon.Daemon;
import dev.ridethrough.daemon.StartException;
import dev.ridethrough.grace.Grace;
import dev.ridethrough.grace.Poll;
import dev.ridethrough.machine.FileStatus;
import dev.ridethrough.machine.KernelException;
import dev.ridethrough.machine.Machine;
import dev.ridethrough.proxy.Call;
import dev.ridethrough.proxy.ProxySettings;
import dev.ridethrough.wire.Text;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Looks at everything that a daemon needs. Changes nothing.
public final class Doctor {
  private static final int OTHERS = 0077;

  /// How each SQLite file begins.
  private static final String MARK = "SQLite format 3";

  private final Machine machine;
  private final Status status;

  public Doctor(Machine machine, Status status) {
    this.machine = machine;
    this.status = status;
  }

  /// Everything that was looked at.
  public List<Check> examine() {
    List<Check> checks = new ArrayList<>(status.checks());
    checks.add(home());
    checks.addAll(place());
    checks.add(
        status.condition() instanceof Condition.Serving serving ? asked(serving) : storeFile());
    Leftovers leftovers = Leftovers.of(machine, status.service().unit());
    if (leftovers != null) {
      checks.add(leftovers.check());
    }
    return checks;
  }

  private Check home() {
    Path home = status.settings().home();
    String name = Text.printable(home.toString());
    try {
      FileStatus found = machine.files().status(home.resolve(".")); // a link is what it leads to
      if (found.kind() == FileStatus.Kind.MISSING) {
        return Check.ok("home", name + " does not exist yet");
      }
      if (found.uid() != machine.self().uid()) {
        return Check.problem(
            "home", name + " belongs to user " + found.uid() + ", not to you: give another --home");
      }
      return (found.mode() & OTHERS) == 0
          ? Check.ok("home", name)
          : Check.warning(
              "home",
              "others may enter %s (mode %o), where the ledger is: make it private (mode 700)"
                  .formatted(name, found.mode()));
    } catch (KernelException e) {
      return Check.problem("home", "can't look at " + Text.printable(e.getMessage() + "."));
    }
  }

  /// What each daemon that starts there would end with; under systemd only its log says so.
  private List<Check> place() {
    if (!(status.condition() instanceof Condition.NotServing not)) {
      return List.of();
    }
    boolean told = not.why() == Condition.Why.UNUSABLE || not.why() == Condition.Why.NOT_ACCESSIBLE;
    try {
      if (!told && areThere()) {
        Daemon.check(machine, status.settings());
      }
      return List.of();
    } catch (StartException | KernelException e) {
      String why = Text.printable(String.valueOf(e.getMessage()));
      return List.of(Check.problem("place", "no daemon can start: " + why));
    }
  }

  /// What is missing a daemon makes; this does not.
  private boolean areThere() throws KernelException {
    Path socket = status.settings().socket();
    return isThere(status.settings().home()) && isThere(socket.resolveSibling("."));
  }

  private boolean isThere(Path path) throws KernelException {
    return machine.files().status(path).kind() != FileStatus.Kind.MISSING;
  }

  /// The file is the daemon's while it serves; what it answers comes out of it.
  private Check asked(Condition.Serving serving) {
    Map<String, Object> params = new LinkedHashMap<>();
    params.put("name", "ledger_entries");
    params.put("arguments", Map.of("limit", 1));
    Grace once = Grace.of(Duration.ofSeconds(2), Poll.JITTERED);
    ProxySettings settings =
        new ProxySettings(status.settings().socket(), once, false, status.versions().program());
    String journal = serving.journal() ? ", with a journal" : ", without a journal";
    Call call = new Call(machine, settings);
    call.knows(serving.version());
    return switch (call.request("tools/call", params)) {
      case Call.Answer.Result it when !Boolean.TRUE.equals(it.result().get("isError")) ->
          Check.ok("store", "the daemon reads it" + journal);
      case Call.Answer.Result _ ->
          Check.problem("store", "the daemon can't read it: look at the daemon's log");
      case Call.Answer.Failed failed ->
          Check.problem("store", "the daemon can't read it: " + Text.printable(failed.message()));
    };
  }

  private Check storeFile() {
    Path file = status.settings().home().resolve("ledger.db");
    String name = Text.printable(file.toString());
    try {
      FileStatus found = machine.files().status(file);
      if (found.kind() == FileStatus.Kind.MISSING) {
        return Check.ok("store", name + " does not exist yet");
      }
      String begin = machine.files().read(file);
      return begin.isEmpty() || begin.startsWith(MARK)
          ? Check.ok("store", name + ", " + machine.host().size(file) + " bytes")
          : Check.problem(
              "store", name + " is not a ledger, so that no daemon starts: move it away");
    } catch (KernelException e) {
      return Check.problem("store", "can't read it: " + Text.printable(e.getMessage() + "."));
    }
  }
}
