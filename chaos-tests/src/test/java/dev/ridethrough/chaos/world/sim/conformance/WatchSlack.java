package dev.ridethrough.chaos.world.sim.conformance;

import java.util.HashMap;
import java.util.Map;

/// How often a real watch may return more often than the simulated one.
///
/// A rename tells a folder's watch twice, and several changes between two looks are one or several:
/// the real kernel's answer depends on how fast the JDK's thread reads. The simulated one always
/// makes one of them. So each change but the first since the last return may cost one more. That
/// the first is seen, is compared.
final class WatchSlack {
  private final Map<Integer, Integer> changes = new HashMap<>();
  private final Map<Integer, Integer> slack = new HashMap<>();

  /// Counts the changes that the line may make, in whichever folder.
  void before(Line line) {
    if (line.call() instanceof Call.Watch) {
      changes.put(line.number(), 0);
    }
    int made = made(line.call());
    changes.replaceAll((_, count) -> count + made);
  }

  private static int made(Call call) {
    return switch (call) {
      case Call.Rename _ -> 2;
      case Call.CreateDirectory _, Call.Listen _, Call.Lock _, Call.Unlink _ -> 1;
      case Call.Bind _, Call.RemoveDirectory _ -> 1;
      case Call.OfProcess _, Call.Signal _, Call.Outside _ -> 0;
    };
  }

  /// A watch that returned once for several changes may do so again.
  void returned(int watch) {
    int count = changes.getOrDefault(watch, 0);
    slack.merge(watch, Math.max(0, count - 1), Integer::sum);
    changes.put(watch, 0);
  }

  boolean takeFrom(int watch) {
    int left = slack.getOrDefault(watch, 0);
    slack.put(watch, Math.max(0, left - 1));
    return left > 0;
  }
}
