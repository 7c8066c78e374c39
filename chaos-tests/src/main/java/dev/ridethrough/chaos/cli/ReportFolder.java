package dev.ridethrough.chaos.cli;

import dev.ridethrough.chaos.check.Judgement;
import dev.ridethrough.chaos.history.History;
import dev.ridethrough.chaos.history.HistoryFile;
import dev.ridethrough.chaos.report.JUnitXml;
import dev.ridethrough.chaos.report.Summary;
import dev.ridethrough.chaos.scenario.ScenarioFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// The folder that a run writes: `summary.json`, `junit.xml`, `histories/` and `failures/`.
/// Thread-safe.
final class ReportFolder {
  private final Path folder;
  private final String replayOptions;
  private final List<Summary.Failure> failures = new ArrayList<>();

  /// Empties the folder of what an earlier run wrote, and of nothing else.
  ///
  /// @param replayOptions what a replay needs beside the scenario, or empty
  ReportFolder(Path folder, String replayOptions) throws IOException {
    this.folder = folder;
    this.replayOptions = replayOptions;
    for (String own : List.of("summary.json", "junit.xml", "histories", "failures")) {
      delete(folder.resolve(own));
    }
    Files.createDirectories(folder.resolve("histories"));
  }

  void saveHistory(int index, History history) throws IOException {
    HistoryFile.write(history, historyFile(index));
  }

  /// Saves what is needed to run a broken scenario again, with the logs of its processes.
  synchronized void saveFailure(int index, History history, Judgement judgement, Path logs)
      throws IOException {
    Path failure = folder.resolve("failures").resolve(name(index));
    Files.createDirectories(failure);
    Path scenario = failure.resolve("scenario.json");
    ScenarioFile.write(history.scenario(), scenario);
    copyLogs(logs, failure);
    String replay = "ci/chaos run --scenario " + scenario + replayOptions;
    for (Judgement.Ruling broken : judgement.broken()) {
      failures.add(
          Summary.Failure.of(scenario.toString(), historyFile(index).toString(), broken, replay));
    }
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
