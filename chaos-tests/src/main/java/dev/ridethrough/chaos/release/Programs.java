package dev.ridethrough.chaos.release;

import dev.ridethrough.chaos.history.Printable;
import dev.ridethrough.chaos.world.process.Children;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Runs programs to their end.
final class Programs {
  private static final int LONGEST = 600;

  private Programs() {}

  /// How a program ended.
  ///
  /// @param output all that it wrote
  record Ended(int status, String output) {
    boolean succeeded() {
      return status == 0;
    }

    /// The end of what it wrote, fit for a terminal, in one line.
    String said() {
      String all = output.strip();
      String end = all.length() <= LONGEST ? all : "..." + all.substring(all.length() - LONGEST);
      return Printable.escaped(end.replace("\n", " | "));
    }
  }

  /// Starts a program without input.
  ///
  /// @param log where all that it says goes, from its beginning
  static Process start(List<String> command, Map<String, String> environment, Path log)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    Process process = Children.start(builder);
    process.getOutputStream().close();
    return process;
  }

  /// Waits for its end.
  ///
  /// @throws IOException when it has not ended in time; it is killed then
  static Ended await(Process process, long millis, Path log) throws IOException {
    if (!Children.ended(process, millis)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      throw new IOException(
          "a program did not end within %d s; what it said is in %s"
              .formatted(millis / 1_000, log.getFileName()));
    }
    byte[] output = Files.readAllBytes(log);
    return new Ended(process.exitValue(), new String(output, StandardCharsets.UTF_8));
  }

  static Ended run(List<String> command, Map<String, String> environment, long millis, Path log)
      throws IOException {
    return await(start(command, environment, log), millis, log);
  }
}
