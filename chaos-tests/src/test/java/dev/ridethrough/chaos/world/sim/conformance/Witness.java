package dev.ridethrough.chaos.world.sim.conformance;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Follows a story by what the calls were and what came of them, and says which [Rows] it has come
/// to. Knows neither kernel.
final class Witness {
  private final Set<String> seen = new LinkedHashSet<>();
  private final Map<Integer, Line> callers = new TreeMap<>();
  private final WitnessedSockets sockets = new WitnessedSockets(seen);
  private final WitnessedFiles files = new WitnessedFiles(seen);
  private final Set<Integer> stopped = new LinkedHashSet<>();
  private final Map<Integer, Integer> starvedAccepts = new HashMap<>();

  Set<String> seen() {
    return seen;
  }

  void see(Line line) {
    callers.put(line.number(), line);
    switch (line.call()) {
      case Call.Kill _ -> {
        sockets.ended(line.process());
        files.killed(line.process());
        stopped.remove(line.process());
      }
      case Call.Stop _ -> stopped.add(line.process());
      case Call.Continue _ -> stopped.remove(line.process());
      case Call.Bind _, Call.ListenOn _, Call.CloseBound _ -> sockets.outside(line);
      case Call.OfProcess _, Call.Signal _, Call.Outside _ -> {}
    }
    line.returned().forEach((number, outcome) -> returned(callers.get(number), outcome));
    files.watchers(line, callers);
  }

  private void returned(@Nullable Line caller, String outcome) {
    if (caller != null) {
      sockets.returned(caller, outcome, stopped);
      files.returned(caller, outcome);
      noteStarvation(caller, outcome);
    }
  }

  private void noteStarvation(Line caller, String outcome) {
    if (caller.call() instanceof Call.Accept accept) {
      if (outcome.equals("EMFILE")) {
        seen.add("accept: no descriptor EMFILE");
        starvedAccepts.put(accept.listener(), caller.number());
      } else if (outcome.equals(Hands.OK) && starvedAccepts.containsKey(accept.listener())) {
        seen.add("accept: who waited meanwhile");
      }
    }
    if (caller.call() instanceof Call.Connect && outcome.equals("EMFILE")) {
      seen.add("connect: no descriptor EMFILE");
    }
  }
}
