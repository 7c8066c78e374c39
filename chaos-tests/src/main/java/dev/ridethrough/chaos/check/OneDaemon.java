package dev.ridethrough.chaos.check;

import dev.ridethrough.chaos.history.Event;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Promise 7: two daemons never serve one path; after any crash the next start serves; nobody dies
/// unstruck.
final class OneDaemon extends PromiseChecker {
  OneDaemon() {
    super(Promise.ONE_DAEMON, "no daemon was started after another one's death");
  }

  @Override
  Finding examine(Run run) {
    List<Witness> witnesses = new ArrayList<>();
    for (Generation generation : run.generations()) {
      Event.DaemonServing serving = generation.serving();
      if (isUnexpected(generation.died())) {
        String sentence = name(generation) + " died with nobody having struck it";
        witnesses.add(new Witness(-1, sentence));
      } else if (serving == null && generation.strikes().isEmpty()) {
        witnesses.add(new Witness(-1, name(generation) + " was started, but never served"));
      }
      if (serving != null) {
        greeted(run, generation, serving, witnesses);
      }
    }
    long exercised = run.generations().stream().filter(it -> afterDeath(run, it)).count();
    return new Finding(exercised, witnesses);
  }

  private static boolean isUnexpected(Event.@Nullable DaemonDied died) {
    return died != null && !died.expected();
  }

  private static void greeted(
      Run run, Generation generation, Event.DaemonServing serving, List<Witness> witnesses) {
    if (serving.pid() != generation.started().pid()) {
      witnesses.add(
          new Witness(
              -1, name(generation) + " should serve, but process " + serving.pid() + " greets"));
    }
    for (Generation other : run.generations()) {
      if (other.number() < generation.number() && !diedBy(other, serving.at())) {
        witnesses.add(
            new Witness(-1, name(generation) + " served while " + name(other) + " still lived"));
      }
    }
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
