package dev.ridethrough.chaos.world.sim.conformance;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Process ids differ between machines; which process of the story has one must not.
final class Names {
  private static final Pattern PID = Pattern.compile("pid=(-?\\d+)");

  private final Map<Long, String> names = new HashMap<>();
  private final Map<Integer, Integer> lives = new HashMap<>();

  void add(int process, long pid) {
    names.put(pid, "P" + process + "." + lives.merge(process, 1, Integer::sum));
  }

  String translate(String outcome) {
    Matcher found = PID.matcher(outcome);
    return found.find()
        ? found.replaceFirst("pid=" + names.getOrDefault(Long.valueOf(found.group(1)), "?"))
        : outcome;
  }
}
