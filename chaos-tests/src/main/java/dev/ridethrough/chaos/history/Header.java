package dev.ridethrough.chaos.history;

import dev.ridethrough.chaos.scenario.Scenario;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a history says before anything has happened.
///
/// @param versions of what it was written by: for people, never judged
record Header(
    int format,
    String world,
    String target,
    String delivery,
    long windowMillis,
    Scenario scenario,
    SortedMap<String, String> versions) {
  static Header of(History history) {
    return new Header(
        history.format(),
        history.world(),
        history.target(),
        history.delivery(),
        history.windowMillis(),
        history.scenario(),
        here());
  }

  private static SortedMap<String, String> here() {
    SortedMap<String, String> versions = new TreeMap<>();
    versions.put("java", System.getProperty("java.version", "?"));
    versions.put("os", System.getProperty("os.name", "?"));
    versions.put("osVersion", System.getProperty("os.version", "?"));
    versions.put("arch", System.getProperty("os.arch", "?"));
    return versions;
  }
}
