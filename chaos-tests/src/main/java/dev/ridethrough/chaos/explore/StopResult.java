package dev.ridethrough.chaos.explore;

import dev.ridethrough.chaos.check.Impairment;
import dev.ridethrough.chaos.check.Judge;
import dev.ridethrough.chaos.check.Judgement;
import dev.ridethrough.chaos.check.Overall;
import dev.ridethrough.chaos.check.RequestLife;
import dev.ridethrough.chaos.check.Verdict;
import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.history.History;
import dev.ridethrough.chaos.scenario.Fault;
import dev.ridethrough.chaos.world.World;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// What came of a [Stop].
///
/// @param stoppedMillis for how long the daemon stood still; 0 when it did not
/// @param told what the client was told, or `nothing`
/// @param effects how many there are when all is over
/// @param verdict BROKEN also when it is told something else, or leaves more, than it must
/// @param reason why it is not HELD, or empty
public record StopResult(
    Stop stop, long stoppedMillis, String told, int effects, Overall verdict, String reason) {

  private static final String NOTHING = "nothing";

  /// Runs all of them in the world, at once: most of the time nothing happens.
  ///
  /// @throws IOException also when this thread is interrupted
  public static List<StopResult> all(World world) throws IOException {
    try (ExecutorService lanes = Executors.newFixedThreadPool(Stop.values().length)) {
      List<Future<StopResult>> running = new ArrayList<>();
      for (Stop stop : Stop.values()) {
        int number = running.size();
        running.add(lanes.submit(() -> of(stop, world.run(stop.scenario(), number))));
      }
      List<StopResult> results = new ArrayList<>();
      for (Future<StopResult> each : running) {
        results.add(each.get());
      }
      return results;
    } catch (ExecutionException e) {
      throw new IOException(String.valueOf(e.getCause()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /// Judges the history of its scenario.
  public static StopResult of(Stop stop, History history) {
    Judgement judgement = Judge.judge(history);
    String invalid = invalid(judgement);
    if (judgement.run().lives().isEmpty()) {
      return new StopResult(stop, 0, NOTHING, 0, Overall.INVALID, invalid);
    }
    RequestLife life = judgement.run().lives().getFirst();
    Event.Replied reply = life.reply();
    String told = reply == null ? NOTHING : reply.outcome().name().toLowerCase(Locale.ROOT);
    long stopped = stoppedMillis(judgement);
    String wrong = wrong(stop, judgement, life, told);
    String untested = untested(judgement, stopped);
    Overall verdict = Overall.HELD;
    String reason = "";
    if (!wrong.isEmpty()) {
      verdict = Overall.BROKEN;
      reason = wrong;
    } else if (!invalid.isEmpty()) {
      verdict = Overall.INVALID;
      reason = invalid;
    } else if (!untested.isEmpty()) {
      verdict = Overall.VACUOUS;
      reason = untested;
    }
    return new StopResult(stop, stopped, told, life.rows().size(), verdict, reason);
  }

  private static long stoppedMillis(Judgement judgement) {
    return judgement.run().impairments().stream()
        .filter(it -> it.fault() == Fault.STOPPED_BEYOND_WINDOW && it.hasLanded())
        .mapToLong(it -> it.span().length() / 1_000)
        .sum();
  }

  private static String wrong(Stop stop, Judgement judgement, RequestLife life, String told) {
    List<Judgement.Ruling> broken = judgement.broken();
    if (!broken.isEmpty() && broken.getFirst().verdict() instanceof Verdict.Broken it) {
      return "promise "
          + broken.getFirst().promise().id()
          + ": "
          + it.witnesses().getFirst().sentence();
    }
    if (!life.endedAs(stop.told())) {
      return "was told " + told + ", expected " + stop.told().name().toLowerCase(Locale.ROOT);
    }
    return life.rows().size() > stop.effects()
        ? "left " + life.rows().size() + " effects, at most " + stop.effects() + " expected"
        : "";
  }

  private static String untested(Judgement judgement, long stopped) {
    if (stopped == 0) {
      return "the daemon was not stopped";
    }
    return judgement.run().impairments().stream().allMatch(Impairment::hasLanded)
        ? ""
        : "the proxy was not stopped where it was to be";
  }

  private static String invalid(Judgement judgement) {
    return judgement.rulings().stream()
        .filter(it -> it.verdict() instanceof Verdict.Invalid)
        .map(it -> ((Verdict.Invalid) it.verdict()).reason())
        .findFirst()
        .orElse("");
  }
}
