package dev.ridethrough.chaos.bench;

import dev.ridethrough.chaos.bench.Traffic.Asked;
import dev.ridethrough.chaos.check.Overall;
import java.util.List;
import java.util.Map;

/// What clients met while the daemon was restarted in one way.
///
/// @param socket who has the socket
/// @param restart how it was restarted
/// @param restarts how often
/// @param overlapped restarts that a call through the proxy overlapped; others prove nothing
/// @param bareCalls calls of the client that does not wait
/// @param bareErrors those of them that failed
/// @param calls through the proxy as it is by default
/// @param errors those of them that failed
/// @param duplicates rows beyond the first of their call, of both clients
/// @param lost results without a row, of both clients
/// @param longestMillis the longest call through the proxy
public record ServiceRow(
    String socket,
    String restart,
    int restarts,
    int overlapped,
    int bareCalls,
    int bareErrors,
    int calls,
    int errors,
    int duplicates,
    int lost,
    long longestMillis) {

  /// One restart, from the strike until another daemon had answered, on the monotonic clock.
  record Span(long from, long to) {}

  /// @param ledger how many rows each token has
  static ServiceRow of(
      String socket,
      String restart,
      List<Span> spans,
      List<Asked> bare,
      List<Asked> riding,
      Map<String, Integer> ledger) {
    return new ServiceRow(
        socket,
        restart,
        spans.size(),
        (int) spans.stream().filter(span -> overlaps(riding, span)).count(),
        bare.size(),
        failed(bare),
        riding.size(),
        failed(riding),
        duplicates(bare, ledger) + duplicates(riding, ledger),
        lost(bare, ledger) + lost(riding, ledger),
        riding.stream().mapToLong(it -> it.to() - it.from()).max().orElse(0) / 1_000_000);
  }

  /// VACUOUS when a restart passed between two calls.
  Overall verdict() {
    if (errors + duplicates + lost > 0) {
      return Overall.BROKEN;
    }
    return restarts == 0 || overlapped < restarts ? Overall.VACUOUS : Overall.HELD;
  }

  private static boolean overlaps(List<Asked> asked, Span span) {
    return asked.stream().anyMatch(it -> it.overlaps(span.from(), span.to()));
  }

  private static int failed(List<Asked> asked) {
    return (int) asked.stream().filter(it -> !it.succeeded()).count();
  }

  private static int duplicates(List<Asked> asked, Map<String, Integer> ledger) {
    return asked.stream().mapToInt(it -> Math.max(0, rows(it, ledger) - 1)).sum();
  }

  private static int lost(List<Asked> asked, Map<String, Integer> ledger) {
    return (int) asked.stream().filter(it -> it.succeeded() && rows(it, ledger) == 0).count();
  }

  private static int rows(Asked asked, Map<String, Integer> ledger) {
    return ledger.getOrDefault(asked.token(), 0);
  }
}
