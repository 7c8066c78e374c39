package dev.ridethrough.chaos.cli;

import dev.ridethrough.chaos.check.HistoryVerdict;
import dev.ridethrough.chaos.check.Judgement;
import dev.ridethrough.chaos.explore.FailedSchedules;
import dev.ridethrough.chaos.failure.Failure;
import dev.ridethrough.chaos.failure.FailureFile;
import dev.ridethrough.chaos.failure.Versions;
import dev.ridethrough.chaos.history.History;
import dev.ridethrough.chaos.history.HistoryFile;
import dev.ridethrough.chaos.report.Html;
import dev.ridethrough.chaos.report.JUnitXml;
import dev.ridethrough.chaos.report.Summary;
import dev.ridethrough.chaos.scenario.Scenario;
import dev.ridethrough.chaos.scenario.ScenarioFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The folder that a run writes: `summary.json`, `junit.xml`, `report.html`, `histories/` with
/// `verdicts.jsonl`, `failures/`, and `logs/` of what is no scenario. One run at a time may have
/// it. Thread-safe.
final class ReportFolder implements AutoCloseable {
  private static final List<String> OWN =
      List.of(
          "summary.json",
          "junit.xml",
          "report.html",
          "certificate.json",
          VerdictLog.NAME,
          "histories",
          "failures",
          "logs");

  private static final String MARK = ".lock";

  /// The launcher says where the schedules are kept that failed in its checkout.
  private static final String FAILED = "ridethrough.failed";

  private final Path folder;
  private final Provenance provenance;
  private final List<Saved> failures = new ArrayList<>();
  private final FailedSchedules failed =
      Optional.ofNullable(System.getProperty(FAILED))
          .map(it -> FailedSchedules.in(Path.of(it)))
          .orElse(FailedSchedules.none());
  private final FileChannel lock;
  private @Nullable Versions versions;

  /// Empties the folder of what an earlier run wrote, and of nothing else.
  ///
  /// @throws ReportException when another run has the folder, or it can't be used
  ReportFolder(Path folder, Provenance provenance) throws IOException, ReportException {
    this.folder = folder;
    this.provenance = provenance;
    try {
      Files.createDirectories(folder);
      refuseForeign(folder);
      lock = locked(folder);
      for (String own : OWN) {
        delete(folder.resolve(own));
      }
      Files.createDirectories(folder.resolve("histories"));
    } catch (IOException e) {
      throw ReportException.unusable(folder, e);
    }
  }

  /// Where no run has left its mark, what has the names of a report is somebody else's.
  private static void refuseForeign(Path folder) throws ReportException {
    for (String own : OWN) {
      Path file = folder.resolve(own);
      if (!Files.exists(folder.resolve(MARK)) && Files.exists(file)) {
        throw ReportException.foreign(folder, file);
      }
    }
  }

  /// The kernel gives the lock back when this process ends, however it does.
  private static FileChannel locked(Path folder) throws IOException, ReportException {
    FileChannel file =
        FileChannel.open(folder.resolve(MARK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (file.tryLock() != null) {
        return file;
      }
    } catch (OverlappingFileLockException e) {
      // it is this process that has it
    } catch (IOException e) {
      file.close();
      throw e;
    }
    file.close();
    throw ReportException.inUse(folder);
  }

  /// Lets others have the folder.
  @Override
  public void close() throws IOException {
    lock.close();
  }

  void saveHistory(int index, History history) throws IOException {
    HistoryFile.write(history, historyFile(index));
  }

  /// Notes what is said of a history that was saved.
  synchronized void saveVerdict(int index, Judgement judgement) throws IOException {
    VerdictLog.append(folder, historyFile(index), HistoryVerdict.of(judgement));
  }

  /// Saves a run that broke promises, with the logs of its processes.
  ///
  /// @return the command that runs it again
  String saveFailure(int index, History history, Judgement judgement, @Nullable Path logs)
      throws IOException {
    return saveFailure(index, null, history, judgement, logs);
  }

  /// Saves the smallest schedule that fails, and the one that it was made from.
  ///
  /// @return the command that runs it again
  String saveSmallest(int index, Scenario original, History smallest, Judgement judgement)
      throws IOException {
    return saveFailure(index, original, smallest, judgement, null);
  }

  private synchronized String saveFailure(
      int index,
      @Nullable Scenario original,
      History history,
      Judgement judgement,
      @Nullable Path logs)
      throws IOException {
    Path failure = Files.createDirectories(folder.resolve("failures").resolve(name(index)));
    if (logs != null) {
      copyLogs(logs, failure);
    }
    Path scenario = failure.resolve("scenario.json");
    ScenarioFile.write(history.scenario(), scenario);
    Path file = failure.resolve("failure.jsonl");
    FailureFile.write(
        Failure.of(provenance.origin(), versions(), original, history, judgement), file);
    String reproduce = provenance.reproduce(file);
    failures.removeIf(it -> it.failure().failure().equals(file.toString()));
    for (Judgement.Ruling broken : judgement.broken()) {
      failures.add(
          new Saved(
              Summary.Failure.of(scenario.toString(), file.toString(), broken, reproduce),
              Luck.of(history)));
    }
    if (provenance.isOwn() && !judgement.broken().isEmpty()) {
      failed.add(history.scenario());
    }
    return reproduce;
  }

  /// What failed in earlier runs.
  FailedSchedules failed() {
    return failed;
  }

  private synchronized Versions versions() {
    if (versions == null) {
      versions = provenance.versions();
    }
    return versions;
  }

  private record Saved(Summary.Failure failure, Luck luck) {}

  /// The one that is easiest to run again first.
  synchronized List<Summary.Failure> failures() {
    return failures.stream().sorted(Comparator.comparing(Saved::luck)).map(Saved::failure).toList();
  }

  void write(Summary summary) throws IOException {
    JUnitXml.write(summary, folder.resolve("junit.xml"));
    Html.write(summary, folder.resolve("report.html"));
    summary.write(folder.resolve("summary.json"));
  }

  private Path historyFile(int index) {
    return folder.resolve("histories").resolve(name(index) + ".jsonl");
  }

  private static String name(int index) {
    return "%04d".formatted(index);
  }

  private static void copyLogs(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.filter(it -> it.toString().endsWith(".log")).toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  private static void delete(Path path) throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
