package dev.ridethrough.chaos.release;

import dev.ridethrough.wire.BadMessageException;
import dev.ridethrough.wire.Durations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// As much of a service's unit as it takes to run it.
///
/// @param command the words of ExecStart
/// @param restartMillis the pause before it is started again
/// @param stopMillis how long it may take to end
record UnitFile(
    List<String> command, Map<String, String> environment, long restartMillis, long stopMillis) {

  static UnitFile read(Path file) throws IOException {
    Map<String, String> lines = new LinkedHashMap<>();
    for (String line : Files.readAllLines(file)) {
      int equals = line.indexOf('=');
      if (equals > 0 && !line.startsWith("#")) {
        lines.put(line.substring(0, equals), line.substring(equals + 1));
      }
    }
    Map<String, String> environment = new LinkedHashMap<>();
    for (String word : words(lines.getOrDefault("Environment", ""))) {
      int equals = word.indexOf('=');
      if (equals > 0) {
        environment.put(word.substring(0, equals), word.substring(equals + 1));
      }
    }
    List<String> command = words(lines.getOrDefault("ExecStart", ""));
    if (command.isEmpty()) {
      throw new IOException(file + " has no ExecStart");
    }
    return new UnitFile(
        command,
        environment,
        millis(file, lines.getOrDefault("RestartSec", "100ms")),
        millis(file, lines.getOrDefault("TimeoutStopSec", "90s")));
  }

  private static long millis(Path file, String text) throws IOException {
    try {
      return Durations.parse(text).toMillis();
    } catch (BadMessageException e) {
      throw new IOException(file + " has a time that can't be understood: " + text, e);
    }
  }

  /// As `systemd.syntax(7)` has them, but for escapes of characters: words may be quoted, and `%%`
  /// and `$$` stand for one.
  static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean quoted = false;
    boolean begun = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      boolean more = i + 1 < line.length();
      if (c == '"') {
        quoted = !quoted;
        begun = true;
      } else if (c == ' ' && !quoted) {
        if (begun) {
          words.add(word.toString());
        }
        word.setLength(0);
        begun = false;
      } else {
        boolean escape = c == '\\' || ((c == '%' || c == '$') && more && line.charAt(i + 1) == c);
        word.append(escape && more ? line.charAt(++i) : c);
        begun = true;
      }
    }
    if (begun) {
      words.add(word.toString());
    }
    return words;
  }
}
