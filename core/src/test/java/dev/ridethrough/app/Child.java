package dev.ridethrough.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A process that a test has started.
final class Child {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  final Process process;
  private final List<String> out = new CopyOnWriteArrayList<>();
  private final List<String> err = new CopyOnWriteArrayList<>();
  private final Thread errReader;
  private Thread outReader = Thread.ofVirtual().unstarted(() -> {});

  private Child(Process process) {
    this.process = process;
    errReader = collect(process.errorReader(UTF_8), err);
  }

  static Child of(Process process) {
    return new Child(process).read();
  }

  /// Nobody reads its standard output, before [#read].
  static Child unread(Process process) {
    return new Child(process);
  }

  /// Reads its standard output from now on.
  Child read() {
    outReader = collect(process.inputReader(UTF_8), out);
    return this;
  }

  private static Thread collect(BufferedReader from, List<String> to) {
    return Thread.ofVirtual()
        .start(() -> {
          try (from) {
            from.lines().forEach(to::add);
          } catch (IOException | UncheckedIOException ended) {
            // The process was killed; what it said is there.
          }
        });
  }

  /// What came on standard output so far.
  List<String> out() {
    return List.copyOf(out);
  }

  /// What came on standard error so far.
  String err() {
    return String.join("\n", err);
  }

  /// Waits until standard error contains `text`.
  Child says(String text) {
    await(text).atMost(LIMIT).until(() -> err().contains(text) || !process.isAlive());
    if (!err().contains(text)) {
      throw new AssertionError("it ended with " + status() + " and said: " + err());
    }
    return this;
  }

  /// Waits for a line of standard output that contains `text`.
  String hears(String text) {
    return await(text)
        .atMost(LIMIT)
        .until(
            () -> out.stream().filter(line -> line.contains(text)).findFirst().orElse(null),
            line -> line != null);
  }

  /// Writes a line to its standard input.
  Child send(String line) throws IOException {
    process.getOutputStream().write((line + "\n").getBytes(UTF_8));
    process.getOutputStream().flush();
    return this;
  }

  /// Like `kill -9`.
  void kill() {
    process.destroyForcibly();
    status();
  }

  /// Sends SIGTERM.
  Child terminate() {
    process.toHandle().destroy();
    return this;
  }

  /// Sends any signal, such as `STOP`.
  Child signal(String name) throws IOException {
    return tool("kill", "-" + name, String.valueOf(process.pid()));
  }

  /// Changes one of its limits, as `prlimit` writes it.
  Child limit(String limit) throws IOException {
    return tool("prlimit", "--pid", String.valueOf(process.pid()), "--" + limit);
  }

  private Child tool(String... command) throws IOException {
    Child tool = of(new ProcessBuilder(command).start());
    if (tool.status() != 0) {
      throw new AssertionError(String.join(" ", command) + ": " + tool.err());
    }
    return this;
  }

  /// The most memory that it ever had in use, in MiB.
  long peakMebibytes() throws IOException {
    try (Stream<String> status = Files.lines(proc("status"))) {
      String line = status.filter(it -> it.startsWith("VmHWM:")).findFirst().orElseThrow();
      return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
    }
  }

  /// Leaves it so many descriptors. A limit is one of their numbers, and there may be gaps.
  void leaveDescriptors(int free) throws IOException {
    Set<String> open;
    try (Stream<Path> files = Files.list(proc("fd"))) {
      open = files.map(it -> it.getFileName().toString()).collect(Collectors.toSet());
    }
    int limit = 0;
    for (int left = free; left > 0 || open.contains(String.valueOf(limit)); limit++) {
      left -= open.contains(String.valueOf(limit)) ? 0 : 1;
    }
    limit("nofile=" + limit + ":");
  }

  private Path proc(String name) {
    return Path.of("/proc", String.valueOf(process.pid()), name);
  }

  /// Closes its standard input.
  Child end() throws IOException {
    process.getOutputStream().close();
    return this;
  }

  /// Waits for its end, and for all that it said.
  int status() {
    try {
      if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError("it does not end; it said: " + err());
      }
      outReader.join();
      errReader.join();
      return process.exitValue();
    } catch (InterruptedException e) {
      throw new AssertionError("the test was told to end", e);
    }
  }
}
