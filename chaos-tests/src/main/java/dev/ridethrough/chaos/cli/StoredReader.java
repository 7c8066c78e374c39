package dev.ridethrough.chaos.cli;

import dev.ridethrough.chaos.check.HistoryVerdict;
import dev.ridethrough.chaos.check.Overall;
import dev.ridethrough.chaos.failure.Failure;
import dev.ridethrough.chaos.failure.FailureFile;
import dev.ridethrough.chaos.history.BadHistoryException;
import dev.ridethrough.chaos.history.HistoryFile;
import dev.ridethrough.chaos.history.Lines;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Reads what runs have left, with what was said of it then. For one thread.
final class StoredReader {
  /// A report folder's histories lie in `histories/`, those of its failures in `failures/NNNN/`.
  private static final int DEEPEST = 2;

  private final Map<Path, VerdictLog> logs = new HashMap<>();
  private final Consumer<BadHistoryException> badLogs;

  /// @param badLogs told once of each log of verdicts that can't be read
  StoredReader(Consumer<BadHistoryException> badLogs) {
    this.badLogs = badLogs;
  }

  /// Reads a history, or the one in a failure.
  ///
  /// @throws BadHistoryException when it can't be read; says why
  Stored read(Path file) throws BadHistoryException {
    try (Lines lines = Lines.of(file)) {
      if (!FailureFile.isNext(lines)) {
        return new Stored(HistoryFile.read(lines), recorded(file));
      }
      Failure failure = FailureFile.read(lines);
      return new Stored(failure.history(), verdict(failure));
    }
  }

  private static HistoryVerdict verdict(Failure failure) {
    List<Integer> broken = failure.broken().stream().map(Failure.Broken::promise).toList();
    return new HistoryVerdict(broken.isEmpty() ? Overall.INVALID : Overall.BROKEN, broken);
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
