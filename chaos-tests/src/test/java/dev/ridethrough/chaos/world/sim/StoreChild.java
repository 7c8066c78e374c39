package dev.ridethrough.chaos.world.sim;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ridethrough.machine.real.RealMachine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.sqlite.JDBC;

/// A real process that runs [StoreChildMain].
final class StoreChild {
  private static final int KILL = 9;
  private static final int CONT = 18;
  private static final int STOP = 19;

  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

  private final Process process;
  private final BlockingQueue<StoreWorld.Answer> answers = new LinkedBlockingQueue<>();

  /// @param library the folder with SQLite's unpacked library: a process that unpacks its own and
  ///   is killed leaves it behind
  StoreChild(Path library, Path temporary) {
    var command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx64m",
            "-XX:-UsePerfData",
            "--enable-native-access=ALL-UNNAMED",
            "-Dorg.sqlite.lib.path=" + library,
            "-Djava.io.tmpdir=" + temporary,
            "-cp",
            classPath(),
            StoreChildMain.class.getName());
    try {
      process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofPlatform().daemon().name("answers of " + process.pid()).start(this::hear);
  }

  /// No more than it needs: each entry costs start-up time.
  private static String classPath() {
    return Stream.of(StoreChildMain.class, RealMachine.class, JDBC.class)
        .map(of -> Path.of(of.getProtectionDomain().getCodeSource().getLocation().getPath()))
        .map(Path::toString)
        .collect(Collectors.joining(":"));
  }

  private void hear() {
    try (BufferedReader lines = process.inputReader(UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        int space = line.indexOf(' ');
        int id = Integer.parseInt(line.substring(0, space));
        answers.add(new StoreWorld.Answer(id, line.substring(space + 1)));
      }
    } catch (IOException closed) {
      // it was killed
    }
  }

  void send(String line) {
    try {
      process.getOutputStream().write((line + "\n").getBytes(UTF_8));
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException("process " + process.pid() + " has ended", e);
    }
  }

  /// The next answer, or null when none comes in time.
  StoreWorld.@Nullable Answer answer(long nanos) {
    try {
      return answers.poll(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts", e);
    }
  }

  /// Waits for the answer that is none to a call; what it said before is of no interest any more.
  void await(String text) {
    StoreWorld.Answer answer;
    do {
      answer = answer(PATIENCE);
      if (answer == null) {
        throw new IllegalStateException("process " + process.pid() + " did not say " + text);
      }
    } while (!answer.text().equals(text));
  }

  /// Returns when each of its threads has stopped, which is later than the signal.
  void stop() {
    StoreSignals.send(process, STOP);
    Awaitility.await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .atMost(Duration.ofMinutes(1))
        .until(() -> StoreSignals.haveAllStopped(process));
  }

  void goOn() {
    StoreSignals.send(process, CONT);
  }

  /// Returns at once.
  void kill() {
    StoreSignals.send(process, KILL);
  }

  /// Returns when nothing of it is left.
  void awaitEnd() {
    process.onExit().join();
  }
}
