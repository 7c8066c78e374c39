package dev.ridethrough.chaos.foreign;

import dev.ridethrough.chaos.check.Overall;
import dev.ridethrough.chaos.foreign.Daemons.Signal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What one client met, and the verdict on it.
///
/// @param client whose row it is
/// @param reasons why it is not HELD; empty if it is
/// @param sigkill restarts by SIGKILL inside the load
/// @param sigterm restarts by SIGTERM inside the load
/// @param outside restarts that no call felt, which count for nothing
/// @param rows in the ledger
/// @param duplicates rows more than the calls of their tokens, or than requests
/// @param missing rows less than the results of their tokens
/// @param longestMillis the longest call
public record ForeignResult(
    String client,
    Overall verdict,
    List<String> reasons,
    int sigkill,
    int sigterm,
    int outside,
    int calls,
    int failed,
    int rows,
    int duplicates,
    int missing,
    long longestMillis) {
  static final int FEWEST_RESTARTS = 10;
  static final int FEWEST_KILLS = 5;
  private static final int MOST_REASONS = 3;

  /// One that could not be run.
  static ForeignResult invalid(ForeignRow row, String reason) {
    return new ForeignResult(
        row.title(), Overall.INVALID, List.of(reason), 0, 0, 0, 0, 0, 0, 0, 0, 0);
  }

  /// @param rows how many rows each token has in the ledger
  /// @param rows how many each token has
  /// @param again how many rows there are beyond the first of each request
  static ForeignResult of(
      ForeignRow row,
      List<Restart> restarts,
      List<Batch> batches,
      Map<String, Integer> rows,
      int again) {
    int sigkill = inside(restarts, Signal.SIGKILL);
    int sigterm = inside(restarts, Signal.SIGTERM);
    Ledger ledger = Ledger.of(batches, rows, again);
    int failed = batches.stream().mapToInt(Batch::failed).sum();
    List<String> wrong = wrong(batches, failed, ledger);
    restarts.stream()
        .map(Restart::death)
        .filter(it -> !it.isExpected())
        .limit(MOST_REASONS)
        .forEach(it ->
            wrong.add(
                "a daemon ended with status %d, not by its %s"
                    .formatted(it.status(), it.signal())));
    Overall verdict = wrong.isEmpty() ? Overall.HELD : Overall.BROKEN;
    if (wrong.isEmpty() && (sigkill + sigterm < FEWEST_RESTARTS || sigkill < FEWEST_KILLS)) {
      verdict = Overall.VACUOUS;
      wrong.add(
          "fewer than %d restarts inside the load, or fewer than %d by SIGKILL"
              .formatted(FEWEST_RESTARTS, FEWEST_KILLS));
    }
    return new ForeignResult(
        row.title(),
        verdict,
        List.copyOf(wrong),
        sigkill,
        sigterm,
        restarts.size() - sigkill - sigterm,
        batches.stream().mapToInt(Batch::calls).sum(),
        failed,
        rows.values().stream().mapToInt(it -> it).sum(),
        ledger.duplicates(),
        ledger.missing(),
        batches.stream().mapToLong(Batch::longestMillis).max().orElse(0));
  }

  private static int inside(List<Restart> restarts, Signal signal) {
    return (int)
        restarts.stream().filter(it -> it.inside() && it.death().signal() == signal).count();
  }

  private static List<String> wrong(List<Batch> batches, int failed, Ledger ledger) {
    List<String> wrong = new ArrayList<>();
    if (failed > 0) {
      wrong.add(failed + " failed calls");
      batches.stream()
          .filter(it -> it.failed() > 0)
          .limit(MOST_REASONS)
          .forEach(it -> wrong.add(it.token() + ": " + it.why()));
    }
    if (ledger.duplicates() > 0) {
      wrong.add(ledger.duplicates() + " rows more than were asked for: executed twice");
    }
    if (ledger.missing() > 0) {
      wrong.add(ledger.missing() + " results without a row");
    }
    return wrong;
  }

  /// What the ledger says, beside what the client was told.
  private record Ledger(int duplicates, int missing) {
    static Ledger of(List<Batch> batches, Map<String, Integer> rows, int again) {
      Map<String, Integer> nobodys = new HashMap<>(rows);
      int duplicates = 0;
      int missing = 0;
      for (Batch batch : batches) {
        Integer found = nobodys.remove(batch.token());
        int count = found == null ? 0 : found;
        duplicates += Math.max(0, count - batch.mostRows());
        missing += Math.max(0, batch.fewestRows() - count);
      }
      duplicates += nobodys.values().stream().mapToInt(it -> it).sum();
      return new Ledger(Math.max(duplicates, again), missing);
    }
  }
}
