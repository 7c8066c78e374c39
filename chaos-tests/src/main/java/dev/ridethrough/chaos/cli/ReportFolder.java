package dev.ridethrough.chaos.cli;

import dev.ridethrough.chaos.check.HistoryVerdict;
import dev.ridethrough.chaos.check.Judgement;
import dev.ridethrough.chaos.explore.Place;
import dev.ridethrough.chaos.history.History;
import dev.ridethrough.chaos.history.HistoryFile;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The folder that a run writes: `summary.json`, `junit.xml`, `histories/` with `verdicts.jsonl`,
/// and `failures/`. One run at a time may have it. Thread-safe.
final class ReportFolder implements AutoCloseable {
  private static final List<String> OWN =
      List.of(
          "summary.json",
          "junit.xml",
          "certificate.json",
          VerdictLog.NAME,
          "histories",
          "failures");

  private final Path folder;
  private final String options;
  private final List<Summary.Failure> failures = new ArrayList<>();
  private final FileChannel lock;

  /// Empties the folder of what an earlier run wrote, and of nothing else.
  ///
  /// The other arguments are what a replay must be told beside the scenario.
  ///
  /// @throws ReportInUseException when another run has the folder
  ReportFolder(Path folder, Place place, AppOption app, SabotageOption sabotage)
      throws IOException, ReportInUseException {
    this(folder, options(place, app) + sabotage.forReplay());
  }

  private static String options(Place place, AppOption app) {
    return switch (place) {
      case SIM -> " --world sim";
      case PROCESS -> app.forReplay();
    };
  }

  /// @param options what a replay needs beside the scenario, or empty
  /// @throws ReportInUseException when another run has the folder
  ReportFolder(Path folder, String options) throws IOException, ReportInUseException {
    this.folder = folder;
    this.options = options;
    Files.createDirectories(folder);
    lock = locked(folder);
    for (String own : OWN) {
      delete(folder.resolve(own));
    }
    Files.createDirectories(folder.resolve("histories"));
  }

  /// The kernel gives the lock back when this process ends, however it does.
  private static FileChannel locked(Path folder) throws IOException, ReportInUseException {
    FileChannel file =
        FileChannel.open(
            folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
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
    throw new ReportInUseException(folder);
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

  /// Saves what is needed to run a broken scenario again, with the logs of its processes.
  synchronized void saveFailure(
      int index, History history, Judgement judgement, @Nullable Path logs) throws IOException {
    Path failure = failureFolder(index);
    if (logs != null) {
      copyLogs(logs, failure);
    }
    saveFailure(failure, historyFile(index), history.scenario(), judgement);
  }

  /// Saves the smallest schedule that fails, its history, and the schedule that it was made from.
  ///
  /// @return the command that runs it again
  synchronized String saveSmallest(
      int index, Scenario original, History smallest, Judgement judgement) throws IOException {
    Path failure = failureFolder(index);
    Path history = failure.resolve("history.jsonl");
    ScenarioFile.write(original, failure.resolve("original.json"));
    HistoryFile.write(smallest, history);
    VerdictLog.append(folder, history, HistoryVerdict.of(judgement));
    return saveFailure(failure, history, smallest.scenario(), judgement);
  }

  private Path failureFolder(int index) throws IOException {
    return Files.createDirectories(folder.resolve("failures").resolve(name(index)));
  }

  private String saveFailure(Path failure, Path history, Scenario scenario, Judgement judgement)
      throws IOException {
    Path file = failure.resolve("scenario.json");
    ScenarioFile.write(scenario, file);
    String word = ShellWord.quoted(file.toAbsolutePath().normalize().toString());
    String replay = "ci/chaos replay " + word + options;
    for (Judgement.Ruling broken : judgement.broken()) {
      failures.add(Summary.Failure.of(file.toString(), history.toString(), broken, replay));
    }
    return replay;
  }

  synchronized List<Summary.Failure> failures() {
    return List.copyOf(failures);
  }

  void write(Summary summary) throws IOException {
    JUnitXml.write(summary, folder.resolve("junit.xml"));
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
