package dev.ridethrough.chaos.check;

import dev.ridethrough.chaos.history.Outcome;
import dev.ridethrough.chaos.scenario.Death.Signal;
import dev.ridethrough.chaos.scenario.Fault;
import dev.ridethrough.chaos.scenario.Request.Action;
import java.util.List;

/// How often a fault was tried, and how often it did what it is for.
public record FaultCount(long attempted, long landed) {
  static final FaultCount NONE = new FaultCount(0, 0);

  /// So many starts in a row that fail are a loop.
  private static final int LOOP = 3;

  static FaultCount of(Fault fault, Run run) {
    return switch (fault) {
      case SIGKILL -> new FaultCount(strikes(run, Signal.SIGKILL), Figure.KILLED.of(run));
      case SIGTERM -> new FaultCount(strikes(run, Signal.SIGTERM), Figure.TERMINATED.of(run));
      case ENGINE_STOP, MEMORY_LIMIT -> deaths(fault, run);
      case CRASH_LOOP -> loops(run);
      case POISON -> poison(run);
      case SECOND_DAEMON, TWO_HOMES, TWO_STARTERS -> contenders(fault, run);
      default -> impairments(fault, run);
    };
  }

  FaultCount plus(FaultCount other) {
    return new FaultCount(attempted + other.attempted, landed + other.landed);
  }

  private static long strikes(Run run, Signal signal) {
    return run.generations().stream().filter(it -> it.strike(signal).isPresent()).count();
  }

  /// The engine must say so.
  private static FaultCount deaths(Fault fault, Run run) {
    List<Generation> struck =
        run.generations().stream()
            .filter(it -> it.strikes().stream().anyMatch(strike -> strike.by() == fault))
            .toList();
    long died =
        struck.stream().map(Generation::died).filter(it -> it != null && it.of() == fault).count();
    return new FaultCount(struck.size(), died);
  }

  /// A loop shows only when it has happened.
  private static FaultCount loops(Run run) {
    long loops = 0;
    int row = 0;
    for (Generation it : run.generations()) {
      boolean failed = it.serving() == null && !it.strikes().isEmpty() && it.died() != null;
      row = failed ? row + 1 : 0;
      loops += row == LOOP ? 1 : 0;
    }
    return new FaultCount(loops, loops);
  }

  private static FaultCount poison(Run run) {
    List<RequestLife> poison =
        run.lives().stream().filter(it -> it.sent().action() == Action.POISON).toList();
    long dead =
        run.generations().stream()
            .filter(generation ->
                poison.stream()
                    .anyMatch(it -> it.endedAs(Outcome.UNKNOWN) && killed(it, generation)))
            .count();
    return new FaultCount(poison.size(), dead);
  }

  private static boolean killed(RequestLife poison, Generation generation) {
    return generation.died() != null
        && generation.dying().filter(poison.span()::touches).isPresent();
  }

  private static FaultCount contenders(Fault fault, Run run) {
    List<Contender> theirs =
        Contender.of(run.history()).stream().filter(it -> it.fault() == fault).toList();
    return new FaultCount(theirs.size(), theirs.stream().filter(it -> it.ended() != null).count());
  }

  private static FaultCount impairments(Fault fault, Run run) {
    List<Impairment> theirs = run.impairments().stream().filter(it -> it.fault() == fault).toList();
    return new FaultCount(theirs.size(), theirs.stream().filter(Impairment::hasLanded).count());
  }
}
