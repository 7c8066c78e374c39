package dev.ridethrough.chaos.cli;

import dev.ridethrough.chaos.check.HistoryVerdict;
import dev.ridethrough.chaos.check.Judge;
import dev.ridethrough.chaos.check.Judgement;
import dev.ridethrough.chaos.check.Overall;
import dev.ridethrough.chaos.check.Tally;
import dev.ridethrough.chaos.check.Tolerance;
import dev.ridethrough.chaos.history.BadHistoryException;
import dev.ridethrough.chaos.history.History;
import dev.ridethrough.chaos.report.Plain;
import dev.ridethrough.chaos.report.Progress;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Judges stored histories again, and adds up what came of it. For one thread.
final class Recheck {
  private static final int SHOWN = 100;

  /// What is over sooner needs no progress.
  private static final long SOON_MILLIS = 1_000;

  /// The order in which they are told.
  private static final List<Overall> TOLD =
      List.of(Overall.HELD, Overall.BROKEN, Overall.VACUOUS, Overall.INVALID);

  private final Function<History, Tolerance> tolerance;
  private final boolean live;
  private final Progress progress;
  private final PrintStream out;
  private final StoredReader reader = new StoredReader(this::badLog);
  private final Map<Overall, Integer> verdicts = new EnumMap<>(Overall.class);
  private final Tally tally = new Tally();
  private final long start = System.nanoTime();
  private int notable;
  private int unreadable;
  private int unrecorded;
  private int changed;
  private int worse;

  /// @param live whether `out` is a terminal
  Recheck(Function<History, Tolerance> tolerance, boolean live, PrintStream out) {
    this.tolerance = tolerance;
    this.live = live;
    this.progress = new Progress(out, live, 0);
    this.out = out;
  }

  /// Reads and judges one.
  ///
  /// @param shown the file as it is called to whoever asked
  void judge(Path file, Path shown) {
    try {
      judge(reader.read(file), shown);
    } catch (BadHistoryException e) {
      unreadable(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) { // a checker that stumbles over one must not hide the others
      unreadable(shown + " can't be judged: " + e);
    }
    long millis = (System.nanoTime() - start) / 1_000_000;
    if (live && millis > SOON_MILLIS) {
      progress.show(millis, tally);
    }
  }

  private void judge(Stored stored, Path shown) {
    History history = stored.history();
    Judgement judgement = Judge.judge(history, tolerance.apply(history));
    HistoryVerdict now = HistoryVerdict.of(judgement);
    HistoryVerdict then = stored.verdict();
    boolean differs = then != null && !then.equals(now);
    tally.add(judgement);
    verdicts.merge(now.overall(), 1, Integer::sum);
    unrecorded += then == null ? 1 : 0;
    changed += differs ? 1 : 0;
    worse += then != null && now.isWorseThan(then) ? 1 : 0;
    if (differs || now.overall() == Overall.BROKEN || now.overall() == Overall.INVALID) {
      notable(shown, before(then, differs) + now.overall() + Witnesses.why(judgement));
    }
  }

  private static String before(@Nullable HistoryVerdict then, boolean differs) {
    if (then == null || !differs) {
      return then == null ? "" : "still ";
    }
    String promises = then.broken().stream().map(String::valueOf).collect(Collectors.joining(", "));
    return then.overall() + (promises.isEmpty() ? "" : " (promise " + promises + ")") + " -> ";
  }

  private void notable(Path shown, String what) {
    if (++notable <= SHOWN) {
      say(Plain.printable(shown.toString()) + ": " + Plain.line(what));
    }
  }

  /// Notes what can't be judged.
  void unreadable(String why) {
    if (++unreadable <= SHOWN) {
      say("unreadable: " + Plain.printable(why));
    }
  }

  private void badLog(BadHistoryException e) {
    unreadable(e.getMessage() + "; nothing that it tells of can be said to have changed");
  }

  private void say(String line) {
    progress.clear();
    out.println(line);
  }

  /// Whether there was anything to judge.
  boolean hasFound() {
    return !verdicts.isEmpty() || unreadable > 0;
  }

  /// Says what came of it all.
  ///
  /// @return the exit status
  int finish() {
    progress.clear();
    more(notable, "changed, BROKEN or INVALID");
    more(unreadable, "unreadable");
    out.println(summary());
    if (unrecorded > 0) {
      out.printf("without a recorded verdict, so that nothing can change: %,d%n", unrecorded);
    }
    return exitCode();
  }

  private void more(int count, String what) {
    if (count > SHOWN) {
      out.printf("and %,d more %s%n", count - SHOWN, what);
    }
  }

  private String summary() {
    String counts =
        TOLD.stream()
            .map(it -> "%,d %s".formatted(count(it), it))
            .collect(Collectors.joining(", "));
    int judged = TOLD.stream().mapToInt(this::count).sum();
    return "judged again: %,d: %s; %,d changed, %,d for the worse; %,d unreadable"
        .formatted(judged, counts, changed, worse, unreadable);
  }

  private int count(Overall overall) {
    return verdicts.getOrDefault(overall, 0);
  }

  private int exitCode() {
    if (count(Overall.BROKEN) > 0) {
      return Overall.BROKEN.exitCode();
    }
    if (count(Overall.INVALID) > 0 || unreadable > 0) {
      return Overall.INVALID.exitCode();
    }
    return worse > 0 ? Overall.VACUOUS.exitCode() : Overall.HELD.exitCode();
  }
}
