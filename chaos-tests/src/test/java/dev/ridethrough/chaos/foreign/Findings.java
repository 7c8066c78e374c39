package dev.ridethrough.chaos.foreign;

import dev.ridethrough.chaos.foreign.Daemons.Death;
import dev.ridethrough.chaos.foreign.Daemons.Signal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What a client saw, beside what the daemons did.
///
/// @param rows how many rows each token has in the ledger
record Findings(List<Call> calls, List<Death> deaths, Map<String, Integer> rows) {

  /// Calls that began while no daemon lived.
  List<Call> sentWhileDown() {
    return calls.stream()
        .filter(call -> deaths.stream().anyMatch(death -> death.outageAt(call.start())))
        .toList();
  }

  /// How many calls each SIGKILL interrupted, summed.
  long inFlightAtSigkill() {
    return kills().stream()
        .mapToLong(kill -> calls.stream().filter(call -> call.inFlightAt(kill.struck())).count())
        .sum();
  }

  /// One sentence for each call that was not answered as it should have been.
  List<String> wrong() {
    List<String> wrong = new ArrayList<>();
    Map<String, Integer> foreign = new HashMap<>(rows);
    for (Call call : calls) {
      Integer found = foreign.remove(call.token());
      String fault = fault(call, found == null ? 0 : found);
      if (!fault.isEmpty()) {
        wrong.add(call + ": " + fault);
      }
    }
    foreign.forEach((token, count) -> wrong.add(count + " rows of nobody's token " + token));
    return wrong;
  }

  private String fault(Call call, int found) {
    int most = call.action().effect ? 1 : 0;
    if (found > most) {
      return "executed " + found + " times";
    }
    return switch (call.outcome()) {
      case Call.Failed _ -> "failed";
      case Call.Success _ -> found < most ? "was answered and left no row" : "";
      case Call.Unknown _ -> mayBeUnknown(call) ? "" : "unknown, though no SIGKILL met it";
    };
  }

  /// A daemon that was struck may have taken the call, as long as it was not gone. Who called while
  /// none lived has been given the time to be answered by the next.
  private boolean mayBeUnknown(Call call) {
    return kills().stream().anyMatch(it -> call.start() < it.gone() && it.struck() < call.end());
  }

  private List<Death> kills() {
    return deaths.stream().filter(it -> it.signal() == Signal.SIGKILL).toList();
  }

  /// One line for people.
  String summary() {
    List<Call> down = sentWhileDown();
    long[] stalls = down.stream().mapToLong(Call::millis).sorted().toArray();
    return String.format(
        "foreign client: %d restarts, %d calls, %d sent while no daemon lived,"
            + " %d in flight at a SIGKILL, %d unknown; stall p50 %d ms, p99 %d ms",
        deaths.size(),
        calls.size(),
        down.size(),
        inFlightAtSigkill(),
        calls.stream().filter(Call::unknown).count(),
        percentile(stalls, 50),
        percentile(stalls, 99));
  }

  private static long percentile(long[] sorted, int percent) {
    return sorted.length == 0 ? 0 : sorted[(sorted.length * percent - 1) / 100];
  }
}
