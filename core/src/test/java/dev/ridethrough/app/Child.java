package dev.ridethrough.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/// A process that a test has started.
final class Child {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  final Process process;
  private final List<String> out = new CopyOnWriteArrayList<>();
  private final List<String> err = new CopyOnWriteArrayList<>();
  private final Thread outReader;
  private final Thread errReader;

  Child(Process process) {
    this.process = process;
    outReader = collect(process.inputReader(UTF_8), out);
    errReader = collect(process.errorReader(UTF_8), err);
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
