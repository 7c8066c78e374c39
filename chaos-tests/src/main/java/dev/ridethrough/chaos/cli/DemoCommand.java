package dev.ridethrough.chaos.cli;

import dev.ridethrough.chaos.check.Figure;
import dev.ridethrough.chaos.check.GateVerdict;
import dev.ridethrough.chaos.check.Judge;
import dev.ridethrough.chaos.check.Overall;
import dev.ridethrough.chaos.check.Promise;
import dev.ridethrough.chaos.check.Tally;
import dev.ridethrough.chaos.explore.Sabotage;
import dev.ridethrough.chaos.explore.Transfers;
import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.history.History;
import dev.ridethrough.chaos.history.Outcome;
import dev.ridethrough.chaos.report.Plain;
import dev.ridethrough.chaos.report.Terminal;
import dev.ridethrough.chaos.report.timeline.Timeline;
import dev.ridethrough.chaos.world.process.ProcessWorld;
import dev.ridethrough.grace.Delivery;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = "One minute that shows the problem, and what Ridethrough does about it.")
final class DemoCommand implements Callable<Integer> {
  private static final int TRANSFERS = 20;

  @Mixin private AppOption app = new AppOption();

  private final PrintStream out = System.out;

  private record Part(History history, Tally tally, GateVerdict verdict) {}

  @Override
  public Integer call() throws IOException {
    out.printf("The retry that everyone writes first: connect again, send again.%n%n");
    boolean same = new DemoHunt(app.path(), out).show();
    out.printf(
        "Now %d transfers on real processes. The daemon is killed (SIGKILL) after each one's commit and before its reply.%n%n",
        TRANSFERS);
    boolean broken = showNaive();
    boolean held = showRidethrough();
    out.print(YOUR_TURN);
    boolean convincing = same && broken && held;
    out.printf(
        "%nWhat was found in simulated time %s. A is %s, B is %s.%n",
        same ? "happens" : "does not happen, as it should",
        broken ? "BROKEN" : "not BROKEN, as it should be",
        held ? "HELD" : "not HELD");
    return convincing ? 0 : ExitCode.FAILED;
  }

  private boolean showNaive() throws IOException {
    out.printf("A. The retry that everyone writes first.%n");
    Part part = play(Sabotage.RESEND_SAME_KEY, Delivery.AT_MOST_ONCE, true);
    counts(part);
    twice(part.history()).ifPresent(effects -> showTwice(part.history(), effects));
    boolean broken = part.verdict().broken().contains(Promise.NO_DUPLICATE);
    out.printf("   Verdict: %s%n%n", broken ? "BROKEN, promise 1 (No duplicate)" : "not broken");
    return broken;
  }

  private boolean showRidethrough() throws IOException {
    out.printf(
        "B. Ridethrough, its daemon killed at the same %d points. It sends again, too, but asks the next daemon's journal.%n",
        TRANSFERS);
    Part part = play(Sabotage.NONE, Delivery.EXACTLY_ONCE, true);
    counts(part);
    boolean whole = isHeld(part) && part.tally().get(Figure.RESULTS) == TRANSFERS;
    out.printf("   Verdict: %s%n%n", part.verdict().overall());
    return whole && rows(part) == TRANSFERS && showAtMostOnce();
  }

  private boolean showAtMostOnce() throws IOException {
    out.printf("   The same with --delivery at-most-once, for daemons without a journal:%n");
    Part part = play(Sabotage.NONE, Delivery.AT_MOST_ONCE, false);
    counts(part);
    part.history().all(Event.Replied.class).stream()
        .filter(it -> it.outcome() == Outcome.UNKNOWN)
        .findFirst()
        .ifPresent(it -> out.printf("   What a client was told: \"%s\"%n", it.detail()));
    out.printf("   Verdict: %s%n%n", part.verdict().overall());
    return isHeld(part);
  }

  private static boolean isHeld(Part part) {
    return part.verdict().overall() == Overall.HELD;
  }

  private Part play(Sabotage sabotage, Delivery delivery, boolean resent) throws IOException {
    Kills kills = new Kills(out);
    try (ProcessWorld world = sabotage.processWorld(app.path(), delivery, kills::hear)) {
      History history = world.run(Transfers.scenario(TRANSFERS, resent), 1);
      kills.end();
      Tally tally = new Tally();
      tally.add(Judge.judge(history));
      return new Part(history, tally, GateVerdict.ofExercised(tally));
    }
  }

  private static long rows(Part part) {
    return part.history().all(Event.Effects.class).stream().mapToLong(it -> it.rows().size()).sum();
  }

  private void counts(Part part) {
    Tally tally = part.tally();
    out.printf(
        "   %d transfers, %d kills (%d right before the reply), %d rows in the ledger: %d transfers executed twice or more.%n",
        tally.get(Figure.REQUESTS),
        tally.get(Figure.KILLED),
        tally.get(Figure.FAULTS_LANDED),
        rows(part),
        tally.get(Figure.DUPLICATES));
    out.printf(
        "   Clients were told: %d result, %d unknown, %d not_sent, %d error.%n",
        tally.get(Figure.RESULTS),
        tally.get(Figure.UNKNOWN),
        tally.get(Figure.NOT_SENT),
        tally.get(Figure.ERRORS));
  }

  private static Optional<Event.Effects> twice(History history) {
    return history.all(Event.Effects.class).stream().filter(it -> it.rows().size() > 1).findFirst();
  }

  private void showTwice(History history, Event.Effects effects) {
    out.printf("%n   The way of request %d:%n%n", effects.request());
    Timeline.draw(history, effects.request()).lines().forEach(line -> out.println("   " + line));
    out.printf("%n   Its rows in the ledger:%n");
    for (int i = 0; i < effects.rows().size(); i++) {
      out.printf(
          "     id %-4d request_key %s  text %s%n",
          effects.rows().get(i), Plain.line(effects.keys().get(i)), Plain.line(effects.token()));
    }
    out.println();
  }

  private static final String YOUR_TURN =
      """
      Your turn. In core/src/main/java/dev/ridethrough/grace/Grace.java, method decide, a lost reply that no journal can tell of
      ends the request:
          case Failure.AfterWrite _ -> new Decision.GiveUp(Outcome.UNKNOWN);
      Let it try again instead, as everyone does first:
          case Failure.AfterWrite _ -> new Decision.Retry(20);
      and see what it costs:
          ci/try
      """;

  /// Counts kills on the terminal while they happen.
  private static final class Kills {
    private static final int PLAIN_STEP = 5;

    private final PrintStream out;
    private final boolean live = Terminal.isPresent();
    private final AtomicInteger kills = new AtomicInteger();

    Kills(PrintStream out) {
      this.out = out;
    }

    void hear(Event event) {
      if (event instanceof Event.FaultStruck) {
        int n = kills.incrementAndGet();
        if (live) {
          out.printf("\r   %d of %d killed", n, TRANSFERS);
          out.flush();
        } else if (n % PLAIN_STEP == 0) {
          out.printf("   %d of %d killed%n", n, TRANSFERS);
        }
      }
    }

    void end() {
      if (live) {
        out.print("\r" + " ".repeat(40) + "\r");
      }
    }
  }
}
