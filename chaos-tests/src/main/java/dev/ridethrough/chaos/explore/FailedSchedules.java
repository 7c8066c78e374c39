package dev.ridethrough.chaos.explore;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ridethrough.chaos.scenario.BadScenarioException;
import dev.ridethrough.chaos.scenario.Scenario;
import dev.ridethrough.chaos.scenario.ScenarioFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The schedules that failed on this machine: each run of a gate begins with them, until the folder
/// is deleted. What is to be run everywhere belongs into the [Corpus].
public final class FailedSchedules {
  /// Older ones are forgotten: a gate must not get longer and longer.
  private static final int MOST = 20;

  private static final Pattern OWN = Pattern.compile("[0-9a-f]{16}\\.json");

  private final Optional<Path> folder;

  private FailedSchedules(Optional<Path> folder) {
    this.folder = folder;
  }

  /// In a folder of its own, which need not exist yet.
  public static FailedSchedules in(Path folder) {
    return new FailedSchedules(Optional.of(folder));
  }

  /// Remembers nothing.
  public static FailedSchedules none() {
    return new FailedSchedules(Optional.empty());
  }

  /// The last one first. What this version can't read is left out.
  public List<Scenario> read() throws IOException {
    return files().stream().flatMap(FailedSchedules::readable).toList();
  }

  private static Stream<Scenario> readable(Path file) {
    try {
      return Stream.of(ScenarioFile.read(file));
    } catch (BadScenarioException e) {
      return Stream.empty(); // by an older version, which had other scenarios
    }
  }

  /// Adds one, unless it is there already: then it becomes the last one.
  public void add(Scenario scenario) throws IOException {
    if (folder.isEmpty()) {
      return;
    }
    Files.createDirectories(folder.get());
    ScenarioFile.write(scenario, folder.get().resolve(name(scenario) + ".json"));
    for (Path old : files().stream().skip(MOST).toList()) {
      Files.deleteIfExists(old);
    }
  }

  /// The name of a scenario decides nothing.
  private static String name(Scenario scenario) throws IOException {
    try {
      byte[] text = ScenarioFile.text(scenario.withName("")).getBytes(UTF_8);
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text);
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private List<Path> files() throws IOException {
    if (folder.filter(Files::isDirectory).isEmpty()) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder.get())) {
      return files
          .filter(it -> OWN.matcher(it.getFileName().toString()).matches())
          .sorted(Comparator.comparing(FailedSchedules::written).reversed())
          .toList();
    }
  }

  private static FileTime written(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      return FileTime.fromMillis(0);
    }
  }
}
