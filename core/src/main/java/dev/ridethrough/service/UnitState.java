package dev.ridethrough.service;

import java.util.LinkedHashMap;
import java.util.Map;

/// What systemd says of a unit.
///
/// @param load such as `loaded`, `not-found`, `masked`
/// @param active such as `active`, `activating`, `inactive`, `failed`
/// @param enabled such as `enabled`, `disabled`, `masked`; empty when there is no file
/// @param result how it ended last, such as `success`, `exit-code`
/// @param fragment the file that it was read from, or empty
/// @param pid of its main process, 0 when none runs
/// @param restarts how often systemd has started it again by itself
public record UnitState(
    String load,
    String active,
    String enabled,
    String result,
    String fragment,
    long pid,
    long restarts) {
  static final String PROPERTIES =
      "LoadState,ActiveState,UnitFileState,Result,FragmentPath,MainPID,NRestarts";

  /// Reads the lines `NAME=VALUE` of `systemctl show`.
  static UnitState of(String lines) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String line : lines.split("\n", -1)) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        values.put(line.substring(0, equals), line.substring(equals + 1).strip());
      }
    }
    return new UnitState(
        values.getOrDefault("LoadState", ""),
        values.getOrDefault("ActiveState", ""),
        values.getOrDefault("UnitFileState", ""),
        values.getOrDefault("Result", ""),
        values.getOrDefault("FragmentPath", ""),
        number(values.getOrDefault("MainPID", "")),
        number(values.getOrDefault("NRestarts", "")));
  }

  private static long number(String text) {
    return text.matches("[0-9]{1,10}") ? Long.parseLong(text) : 0;
  }

  boolean isMissing() {
    return load.equals("not-found");
  }

  boolean isMasked() {
    return load.equals("masked") || enabled.startsWith("masked");
  }

  boolean isEnabled() {
    return enabled.startsWith("enabled");
  }

  /// Also while it is being started, over and over perhaps.
  boolean isRunning() {
    return switch (active) {
      case "active", "activating", "reloading" -> true;
      default -> false;
    };
  }

  /// Whether it is on its way down, perhaps only to be started again.
  boolean isStopping() {
    return active.equals("deactivating");
  }

  /// For people.
  public String words() {
    if (isMissing()) {
      return "missing";
    }
    if (isMasked()) {
      return "masked";
    }
    String now =
        switch (active) {
          case "active" -> "running";
          case "activating" -> "starting" + (result.equals("success") ? "" : " again, " + result);
          case "inactive" -> "stopped";
          case "failed" -> "failed, " + result;
          default -> active;
        };
    return now + ", " + (enabled.isEmpty() ? "not enabled" : enabled);
  }
}
