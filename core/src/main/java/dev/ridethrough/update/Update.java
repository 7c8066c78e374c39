package dev.ridethrough.update;

import dev.ridethrough.machine.Machine;
import dev.ridethrough.update.Programs.Said;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Replaces the installed version: verify, install beside it, swap, let the new one see to the
/// service, and go back when its daemon does not answer. Whatever dies in between, what `current`
/// leads to is whole, and the next update knows that one was cut.
public final class Update {
  private static final int DIGEST_LENGTH = 12;

  private final Installation installation;
  private final Programs programs;
  private final Machine machine;
  private final @Nullable Path elsewhere;
  private final Consumer<String> progress;

  /// Looks at nothing yet.
  ///
  /// @param prefix where versions are installed; an absolute path
  /// @param service the program that the service's unit names, if there is one
  /// @param stopLimit how long that service may take to end
  /// @param progress is told what comes next
  public Update(
      Machine machine,
      Path prefix,
      @Nullable Path service,
      Duration stopLimit,
      Consumer<String> progress) {
    this.machine = machine;
    this.installation = new Installation(prefix);
    this.programs = new Programs(machine, stopLimit);
    this.elsewhere = installation.launcher().equals(service) ? null : service;
    this.progress = progress;
  }

  /// Installs what comes from there, and goes over to it.
  ///
  /// @throws UpdateException when it is refused, or can't be installed: nothing that runs was
  ///   changed
  public Outcome to(Source source) throws UpdateException {
    try (Turn _ = Turn.take(machine, installation.prefix())) {
      begin();
      Version current = installation.current(); // none, where its folder is only now put back
      return goTo(installed(source), current);
    }
  }

  /// Goes back to the version before the current one.
  ///
  /// @throws UpdateException when there is none
  public Outcome back() throws UpdateException {
    try (Turn _ = Turn.take(machine, installation.prefix())) {
      begin();
      Unfinished cut = Unfinished.read(installation.prefix());
      Version to = cut == null ? installation.previous() : installation.version(cut.from());
      if (to == null) {
        throw new UpdateException(
            "there is no earlier version in " + installation.prefix() + " to go back to.");
      }
      return goTo(to, installation.current());
    }
  }

  private void begin() throws UpdateException {
    installation.refuseForeign();
    installation.clean();
  }

  private Version installed(Source source) throws UpdateException {
    progress.accept("verifying");
    String digest = source.digest().substring(0, DIGEST_LENGTH);
    for (Version version : installation.all()) {
      if (version.name().endsWith("-" + digest)) {
        return whole(version);
      }
    }
    progress.accept("installing");
    Path folder = installation.begin();
    try {
      source.into(folder);
      return installation.finish(programs.version(folder) + "-" + digest);
    } catch (UpdateException e) {
      installation.clean();
      throw e;
    }
  }

  /// What is there may have lost files since it came.
  private Version whole(Version version) throws UpdateException {
    try {
      programs.version(version.folder());
      return version;
    } catch (UpdateException e) {
      throw new UpdateException(
          "%s is installed already, but does not work: %s If it has lost files, delete it, then try again."
              .formatted(version.folder(), e.getMessage()));
    }
  }

  private Outcome goTo(Version to, @Nullable Version current) throws UpdateException {
    Unfinished cut = Unfinished.read(installation.prefix());
    if (cut == null && to.equals(current)) {
      return new Outcome(
          Outcome.Kind.CURRENT, "already installed: " + to.folder() + ". Nothing was done.");
    }
    Version from = cut == null ? current : installation.version(cut.from());
    new Unfinished(from == null ? "" : from.name(), to.name()).write(installation.prefix());
    installation.swap("current", to);
    progress.accept("asking " + to.name() + " to see to the service");
    Said said = programs.postUpdate(installation.launcher());
    return said.status() == 0 ? finished(from, to, said) : failed(from, to, said, cut != null);
  }

  private Outcome finished(@Nullable Version from, Version to, Said said) throws UpdateException {
    if (from != null && !from.equals(to)) {
      installation.swap("previous", from);
    }
    Unfinished.delete(installation.prefix());
    String before =
        from == null || from.equals(to)
            ? ""
            : "\nbefore: %s; `ridethrough update --roll-back --prefix %s` goes back to it"
                .formatted(from.name(), installation.prefix());
    return new Outcome(
        Outcome.Kind.UPDATED,
        "installed: %s; its program is %s\n%s%s%s"
            .formatted(to.name(), installation.launcher(), said.words(), before, pruned()));
  }

  /// Versions that nobody goes back to any more, unless something still runs from them.
  private String pruned() {
    StringBuilder told = new StringBuilder();
    try {
      for (Version version : installation.all()) {
        if (version.equals(installation.current()) || version.equals(installation.previous())) {
          continue;
        }
        if (InUse.is(version.folder())) {
          told.append("\nkept, because something runs from it: ").append(version.folder());
        } else {
          installation.remove(version);
        }
      }
    } catch (UpdateException e) {
      told.append("\nwarning: ").append(e.getMessage());
    }
    return told.toString();
  }

  private Outcome failed(@Nullable Version from, Version to, Said said, boolean cut)
      throws UpdateException {
    String why = "%s does not serve: %s".formatted(to.name(), said.words());
    Path back = from == null || from.equals(to) ? elsewhere : installation.launcher();
    if (back == null || !machine.host().isProgram(back)) {
      return new Outcome(
          Outcome.Kind.NOBODY_SERVES,
          why + "\nThere is no earlier version to go back to: look at `ridethrough doctor`.");
    }
    progress.accept("rolling back");
    installation.swap("current", from);
    Said old = programs.postUpdateAfter(said, back);
    if (said.status() == Said.NOTHING_DONE && old.status() == Said.NOTHING_DONE && !cut) {
      Unfinished.delete(installation.prefix());
      throw new UpdateException(
          "%s can't see to the service: %s\nNothing was restarted, and %s is current again."
              .formatted(to.name(), said.words(), name(from, back)));
    }
    if (old.status() != 0) {
      return new Outcome(
          Outcome.Kind.NOBODY_SERVES,
          "%s\nRolled back to %s, which does not serve either: %s. Look at `ridethrough doctor`."
              .formatted(why, name(from, back), old.words()));
    }
    Unfinished.delete(installation.prefix());
    return new Outcome(
        Outcome.Kind.ROLLED_BACK,
        "%s\nRolled back to %s: %s".formatted(why, name(from, back), old.words()));
  }

  private static String name(@Nullable Version version, Path launcher) {
    return version == null ? launcher.toString() : version.name();
  }
}
