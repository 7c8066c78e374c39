package dev.ridethrough.chaos.world.sim.conformance;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// The rows of locks, inodes and watches.
final class WitnessedFiles {
  private final Set<String> seen;
  private final Map<String, Integer> holders = new HashMap<>();
  private final Set<String> orphaned = new HashSet<>();
  private final Set<String> lost = new HashSet<>();
  private final Set<Integer> boundWhileWatched = new HashSet<>();

  WitnessedFiles(Set<String> seen) {
    this.seen = seen;
  }

  void killed(int process) {
    holders.forEach((path, holder) -> {
      if (holder == process) {
        orphaned.add(path);
      }
    });
  }

  void returned(Line caller, String outcome) {
    switch (caller.call()) {
      case Call.Lock it -> locked(caller.process(), it.path(), outcome);
      case Call.ReadFile it -> read(caller.process(), it.path(), outcome);
      case Call.IsCurrent _ when outcome.equals("false") ->
          seen.add("lock: its file is another one now");
      case Call.Await _ when outcome.equals("false") -> seen.add("watch: ends with its folder");
      case Call.Rename _ when outcome.equals(Hands.OK) && caller.scene().contains("(was ") -> {
        seen.add("inode: keeps its number when renamed");
        forget();
      }
      case Call.Unlink _ -> forget();
      case Call.OfProcess _, Call.Signal _, Call.Outside _ -> {}
    }
  }

  /// Other files may lie at the paths now.
  private void forget() {
    holders.clear();
    orphaned.clear();
    lost.clear();
  }

  private void locked(int process, String path, String outcome) {
    Integer holder = holders.get(path);
    if (outcome.equals("null") && holder != null && holder != process) {
      seen.add("lock: held by another");
    }
    if (outcome.equals(Hands.OK)) {
      if (orphaned.remove(path)) {
        seen.add("lock: taken after SIGKILL of its holder");
      } else if (lost.remove(path)) {
        seen.add("lock: lost by reading the file");
      }
      holders.put(path, process);
    }
  }

  private void read(int process, String path, String outcome) {
    Integer holder = holders.get(path);
    if (outcome.startsWith("'") && holder != null && holder == process) {
      lost.add(path);
    }
  }

  /// Whether somebody who waits for a change was woken, or not.
  void watchers(Line line, Map<Integer, Line> callers) {
    boolean woken = wokenBy(line, callers, "true");
    switch (line.call()) {
      case Call.Rename _ when woken -> seen.add("watch: woken by a rename");
      case Call.Bind _ when woken -> boundWhileWatched.add(line.number());
      case Call.ListenOn it when !woken && boundWhileWatched.contains(it.bound()) ->
          seen.add("watch: woken by bind, not by listen");
      case Call.OfProcess _, Call.Signal _, Call.Outside _ -> {}
    }
  }

  private static boolean wokenBy(Line line, Map<Integer, Line> callers, String outcome) {
    return line.returned().entrySet().stream()
        .anyMatch(it ->
            it.getKey() != line.number()
                && it.getValue().equals(outcome)
                && callers.get(it.getKey()).call() instanceof Call.Await);
  }
}
