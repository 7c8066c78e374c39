package dev.ridethrough.chaos.explore.exhaustive;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ridethrough.wire.BadMessageException;
import dev.ridethrough.wire.DaemonLine;
import java.util.Arrays;
import java.util.Optional;

/// A line by which a daemon says that it does not execute a request.
final class Refusal {
  private Refusal() {}

  /// The line in words, if that is what is written.
  static Optional<String> in(byte[] from, int offset, int length) {
    int end = offset + length;
    byte[] line = Arrays.copyOfRange(from, offset, from[end - 1] == '\n' ? end - 1 : end);
    String text = new String(line, UTF_8);
    if (!text.contains("\"not_started\"") && !text.contains("\"unknown\"")) {
      return Optional.empty(); // most lines: not worth parsing
    }
    try {
      return switch (DaemonLine.of(line)) {
        case DaemonLine.NotStarted it -> Optional.of("not_started: " + it.reason());
        case DaemonLine.Unknown it -> Optional.of("unknown: " + it.reason());
        case DaemonLine.Greeting _,
            DaemonLine.Alive _,
            DaemonLine.Clients _,
            DaemonLine.Message _ ->
            Optional.empty();
      };
    } catch (BadMessageException e) {
      return Optional.empty(); // several lines at once: none of them is a refusal
    }
  }
}
