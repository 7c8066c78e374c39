package dev.ridethrough.chaos.world.process;

import dev.ridethrough.chaos.history.Printable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// What a child process wrote to standard error.
public final class Log {
  private static final int LINES = 5;
  private static final int LONGEST = 500;

  private Log() {}

  /// Its last lines as one, with nothing in it that a terminal would obey; at most 500 characters.
  public static String tail(Path log) {
    List<String> lines;
    try {
      lines =
          new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.isBlank())
              .toList();
    } catch (IOException e) {
      return "can't be read";
    }
    String tail =
        lines.stream()
            .skip(Math.max(0, lines.size() - LINES))
            .map(Printable::escaped)
            .collect(Collectors.joining(" | "));
    if (tail.isEmpty()) {
      return "it is empty";
    }
    return tail.length() <= LONGEST ? tail : "..." + tail.substring(tail.length() - LONGEST + 3);
  }
}
