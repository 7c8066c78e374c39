package dev.ridethrough.chaos.cli;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ridethrough.chaos.check.HistoryVerdict;
import dev.ridethrough.chaos.history.BadHistoryException;
import dev.ridethrough.chaos.history.HistoryFile;
import dev.ridethrough.chaos.history.Lines;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Reads what runs have left, with what was said of it then. For one thread.
final class StoredReader {
  /// A report folder's histories lie in `histories/`, those of its failures in `failures/NNNN/`.
  private static final int DEEPEST = 2;

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Map<Path, VerdictLog> logs = new HashMap<>();
  private final Consumer<BadHistoryException> badLogs;

  /// @param badLogs told once of each log of verdicts that can't be read
  StoredReader(Consumer<BadHistoryException> badLogs) {
    this.badLogs = badLogs;
  }

  /// Returns nothing for a failure: it is judged where it is run again.
  ///
  /// @throws BadHistoryException when it can't be read; says why
  Optional<Stored> read(Path file) throws BadHistoryException {
    try (Lines lines = Lines.of(file)) {
      return isFailure(lines.peek())
          ? Optional.empty()
          : Optional.of(new Stored(HistoryFile.read(lines), recorded(file)));
    }
  }

  private static boolean isFailure(@Nullable String first) {
    try {
      return first != null && MAPPER.readTree(first).has("failure");
    } catch (JacksonException e) {
      return false;
    }
  }

  private @Nullable HistoryVerdict recorded(Path file) {
    Path folder = file.getParent();
    for (int i = 0; i <= DEEPEST && folder != null; i++) {
      if (VerdictLog.isIn(folder)) {
        return logs.computeIfAbsent(folder, this::log).on(file).orElse(null);
      }
      folder = folder.getParent();
    }
    return null;
  }

  private VerdictLog log(Path folder) {
    try {
      return VerdictLog.read(folder);
    } catch (BadHistoryException e) {
      badLogs.accept(e);
      return VerdictLog.empty(folder);
    }
  }
}
