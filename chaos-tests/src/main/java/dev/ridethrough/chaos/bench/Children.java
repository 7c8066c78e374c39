package dev.ridethrough.chaos.bench;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Starts the processes that are measured, in a folder of their own; ends them and deletes it,
/// however the benchmark ends.
final class Children implements AutoCloseable {
  private static final long END_SECONDS = 20;
  private static final int LONGEST = 500;

  private final Set<Process> alive = ConcurrentHashMap.newKeySet();
  private final Path folder;
  private final Thread hook = new Thread(this::abandon);

  private Children(Path folder) {
    this.folder = folder;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  static Children inNewFolder() throws IOException {
    return new Children(Files.createTempDirectory("bench"));
  }

  /// What they take for the user's home.
  Path folder() {
    return folder;
  }

  Process start(List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("HOME", folder.toString());
    builder.redirectError(Redirect.appendTo(log().toFile()));
    Process process = builder.start();
    alive.add(process);
    return process;
  }

  /// The end of what they wrote to standard error, in one line.
  String said() {
    try {
      String all = Files.readString(log()).strip().replaceAll("\\p{Cntrl}+", " | ");
      return all.substring(Math.max(0, all.length() - LONGEST));
    } catch (IOException e) {
      return ""; // nothing, or nothing that is text
    }
  }

  private Path log() {
    return folder.resolve("children.log");
  }

  /// Like `kill -9`; returns when the kernel says that it is gone.
  void kill(Process process) throws IOException {
    process.destroyForcibly();
    try {
      if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("process " + process.pid() + " does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    alive.remove(process);
  }

  @Override
  public void close() throws IOException {
    Runtime.getRuntime().removeShutdownHook(hook);
    for (Process process : List.copyOf(alive)) {
      kill(process);
    }
    delete();
  }

  private void abandon() {
    alive.forEach(Process::destroyForcibly);
    try {
      delete();
    } catch (IOException e) {
      // one of them was still writing
    }
  }

  private void delete() throws IOException {
    try (Stream<Path> found = Files.walk(folder)) {
      for (Path path : found.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
