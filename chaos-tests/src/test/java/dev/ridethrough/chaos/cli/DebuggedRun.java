package dev.ridethrough.chaos.cli;

import dev.ridethrough.chaos.explore.Sabotage;
import dev.ridethrough.chaos.scenario.BadScenarioException;
import dev.ridethrough.chaos.scenario.Scenario;
import dev.ridethrough.grace.Delivery;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A run with a debugger, and a test at its keyboard.
final class DebuggedRun implements AutoCloseable {
  private static final Path APP = Path.of(System.getProperty("ridethrough.app"));
  private static final Pattern PORT = Pattern.compile("jdb -attach 127\\.0\\.0\\.1:(\\d+) ");
  private static final int ROOM = 1 << 20;
  private static final long LIMIT_MILLIS = 60_000;

  private final PipedOutputStream keys = new PipedOutputStream();
  private final BufferedReader screen;
  private final CompletableFuture<Integer> exit = new CompletableFuture<>();

  DebuggedRun(Scenario scenario) throws IOException {
    PipedInputStream in = new PipedInputStream(keys);
    PipedInputStream printed = new PipedInputStream(ROOM);
    PrintStream out = new PrintStream(new PipedOutputStream(printed), true, StandardCharsets.UTF_8);
    screen = new BufferedReader(new InputStreamReader(printed, StandardCharsets.UTF_8));
    Thread.ofPlatform()
        .start(() -> {
          try (out) {
            exit.complete(
                Debugging.run(scenario, () -> APP, Sabotage.NONE, Delivery.AT_MOST_ONCE, out, in));
          } catch (IOException | BadScenarioException | RuntimeException e) {
            exit.completeExceptionally(e);
          }
        });
  }

  /// Reads on until a process stands still.
  ///
  /// @return the port of its debug agent
  int awaitStop() throws IOException {
    for (String line = screen.readLine(); line != null; line = screen.readLine()) {
      Matcher port = PORT.matcher(line);
      if (port.find()) {
        return Integer.parseInt(port.group(1));
      }
    }
    throw new AssertionError("nobody stood still");
  }

  void pressEnter() throws IOException {
    keys.write('\n');
    keys.flush();
  }

  void endInput() throws IOException {
    keys.close();
  }

  int exit() throws Exception {
    return exit(LIMIT_MILLIS);
  }

  int exit(long millis) throws Exception {
    return exit.get(millis, TimeUnit.MILLISECONDS);
  }

  /// What it printed since.
  String rest() {
    return screen.lines().collect(Collectors.joining("\n"));
  }

  /// With nobody at the keyboard it goes on to its end.
  @Override
  public void close() {
    try {
      keys.close();
      exit.orTimeout(LIMIT_MILLIS, TimeUnit.MILLISECONDS).exceptionally(_ -> -1).join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
