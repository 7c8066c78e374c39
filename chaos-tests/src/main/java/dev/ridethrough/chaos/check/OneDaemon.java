package dev.ridethrough.chaos.check;

import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.scenario.Fault;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Promise 7: two daemons never serve one path; after any crash the next start serves; nobody dies
/// unstruck. Who must not serve ends and says why; what is not the daemon's is never deleted; and
/// what is the daemon's it makes again.
final class OneDaemon extends PromiseChecker {
  OneDaemon() {
    super(
        Promise.ONE_DAEMON,
        "no daemon was started after another one's death, nor where it must not serve");
  }

  @Override
  Finding examine(Run run) {
    List<Witness> witnesses = new ArrayList<>();
    for (Generation generation : run.generations()) {
      Event.DaemonServing serving = generation.serving();
      Event.DaemonDied died = generation.died();
      if (died != null && !died.expected()) {
        String sentence = name(generation) + " died with nobody having struck it";
        witnesses.add(Witness.ofDaemon(died.at(), sentence));
      } else if (serving == null && generation.strikes().isEmpty()) {
        String sentence = name(generation) + " was started, but never served";
        witnesses.add(Witness.ofDaemon(died == null ? run.end() : died.at(), sentence));
      }
      if (serving != null) {
        greeted(run, generation, serving, witnesses);
      }
    }
    List<Contender> contenders = Contender.of(run.history());
    contenders.forEach(it -> contended(run, it, witnesses));
    run.impairments().forEach(it -> leftAlone(run, it, witnesses));
    long exercised =
        run.generations().stream().filter(it -> afterDeath(run, it)).count()
            + contenders.stream().filter(it -> it.ended() != null).count()
            + run.impairments().stream().filter(OneDaemon::exercises).count();
    return new Finding(exercised, witnesses, unended(contenders));
  }

  private static void greeted(
      Run run, Generation generation, Event.DaemonServing serving, List<Witness> witnesses) {
    if (serving.pid() != generation.started().pid()) {
      witnesses.add(
          Witness.ofDaemon(
              serving.at(),
              name(generation) + " should serve, but process " + serving.pid() + " greets"));
    }
    long noticed = serving.at() + run.tolerance().noticedMillis() * 1_000;
    for (Generation other : run.generations()) {
      if (other.number() < generation.number() && !diedBy(other, noticed)) {
        witnesses.add(
            Witness.ofDaemon(
                serving.at(), name(generation) + " served while " + name(other) + " still lived"));
      }
    }
  }

  private static void contended(Run run, Contender it, List<Witness> witnesses) {
    Event.ContenderEnded ended = it.ended();
    if (ended == null) {
      return;
    }
    List<String> wrong = new ArrayList<>();
    if (ended.served()) {
      wrong.add("served, though " + it.fault().title());
    }
    if (ended.status() < 0) {
      wrong.add("did not end, though " + it.fault().title());
    } else if (ended.status() == 0) {
      wrong.add("ended with status 0, though " + it.fault().title());
    }
    if (Boolean.FALSE.equals(ended.intact()) && !wasDeletedMeanwhile(run, it)) {
      wrong.add("took away a live daemon's socket");
    }
    String missing = missing(run, it, ended.said());
    if (missing != null) {
      wrong.add("did not say " + missing);
    }
    wrong.forEach(what -> witnesses.add(Witness.ofDaemon(ended.at(), it.name() + " " + what)));
  }

  /// The daemon itself makes another socket then.
  private static boolean wasDeletedMeanwhile(Run run, Contender contender) {
    return run.impairments().stream()
        .anyMatch(it -> isDeletion(it) && it.span().touches(contender.span()));
  }

  /// What a daemon must say of what lies in its way; as ours says it.
  private static @Nullable String unsaid(Fault fault, String said) {
    String word =
        switch (fault) {
          case REGULAR_FILE, DIRECTORY, DANGLING_LINK -> "not a socket";
          case UNREADABLE_DIRECTORY, READ_ONLY_DIRECTORY -> "EACCES";
          case READ_ONLY_VOLUME -> "EROFS";
          case LEDGER_UNOPENABLE -> "ledger.db";
          case HANGS_UP -> "already in use";
          default -> "";
        };
    return said.contains(word) ? null : "why it can't serve (" + word + "): \"" + said + "\"";
  }

  /// Who lives is named by the lock file, unless that was deleted.
  private static @Nullable String missing(Run run, Contender it, String said) {
    if (said.isBlank()) {
      return "why it can't serve";
    }
    int number = it.started().generation();
    if (number < 0) {
      return unsaid(it.fault(), said);
    }
    boolean lockless =
        run.impairments().stream()
            .anyMatch(other ->
                other.fault() == Fault.LOCK_DELETED && other.begun().generation() == number);
    return run.generations().stream()
        .filter(other -> other.number() == number && !lockless)
        .map(other -> named(run, other))
        .filter(pid -> !said.matches("(?s).*\\b" + pid + "\\b.*"))
        .findFirst()
        .map(pid -> "who serves (pid " + pid + "): \"" + said + "\"")
        .orElse(null);
  }

  /// Who is in a container is the first process there, and knows itself by no other number.
  private static String named(Run run, Generation other) {
    return run.history().world().equals("container") ? "1" : String.valueOf(other.started().pid());
  }

  private static @Nullable String unended(List<Contender> contenders) {
    return contenders.stream()
        .filter(it -> it.ended() == null)
        .findFirst()
        .map(it -> "the harness never said how " + it.name() + " ended")
        .orElse(null);
  }

  private static void leftAlone(Run run, Impairment it, List<Witness> witnesses) {
    Event.Relieved relieved = it.relieved();
    if (relieved != null && !relieved.intact()) {
      witnesses.add(
          Witness.ofDaemon(
              relieved.at(),
              "what was not the daemon's was deleted while "
                  + it.fault().title()
                  + ": "
                  + relieved.detail()));
    }
    if (it.fault().keepsFromServing() && !isOver(it) && !stoodStill(run, it)) {
      run.generations().stream()
          .filter(of -> of.number() == it.begun().generation() && !wasStruck(of, it))
          .map(of -> name(of) + " was not there again after " + it.fault().title())
          .map(what -> Witness.ofDaemon(relieved == null ? run.end() : relieved.at(), what))
          .forEach(witnesses::add);
    }
  }

  /// Whether the daemon was there again, as far as it lived so long.
  private static boolean isOver(Impairment it) {
    Event.Relieved relieved = it.relieved();
    return relieved != null && (relieved.back() == null ? relieved.seen() : relieved.back());
  }

  /// Whether it was stopped while it should have made good what had been done to it.
  private static boolean stoodStill(Run run, Impairment meanwhile) {
    return run.impairments().stream()
        .filter(it -> it.fault().stopsDaemon() && it.begun().number() != meanwhile.begun().number())
        .anyMatch(it -> it.span().touches(meanwhile.span()));
  }

  private static boolean wasStruck(Generation generation, Impairment meanwhile) {
    return generation.strikes().stream().anyMatch(it -> it.at() <= meanwhile.span().to());
  }

  private static boolean isDeletion(Impairment it) {
    return it.fault() == Fault.SOCKET_DELETED || it.fault() == Fault.DIRECTORY_DELETED;
  }

  /// Whether there was something to be left alone, or to be made again.
  private static boolean exercises(Impairment it) {
    return it.hasLanded() && (isDeletion(it) || it.fault().when() == Fault.When.OUTAGE);
  }

  static boolean afterDeath(Run run, Generation generation) {
    return run.generations().stream()
        .anyMatch(it -> it.number() < generation.number() && diedBy(it, generation.started().at()));
  }

  private static boolean diedBy(Generation generation, long at) {
    Event.DaemonDied died = generation.died();
    return died != null && died.at() <= at;
  }

  private static String name(Generation generation) {
    return "generation " + generation.number() + " (process " + generation.started().pid() + ")";
  }
}
