package dev.ridethrough.machine.real;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ridethrough.machine.Host;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// What a program writes. All is read, so that it never waits for us; the beginning is kept.
final class Captured {
  /// A program that ended may have left its output to another one, which never ends.
  private static final long PATIENCE_MILLIS = 1000;

  private final FutureTask<String> reading;

  private Captured(InputStream from) {
    reading = new FutureTask<>(() -> read(from));
  }

  static Captured of(InputStream from) {
    Captured captured = new Captured(from);
    Thread.ofPlatform().name("output of a program").daemon().start(captured.reading);
    return captured;
  }

  private static String read(InputStream from) throws IOException {
    var kept = new ByteArrayOutputStream();
    try (from) {
      byte[] chunk = new byte[4096];
      for (int n = from.read(chunk); n >= 0; n = from.read(chunk)) {
        kept.write(chunk, 0, Math.min(n, Host.MAX_OUTPUT_BYTES - kept.size()));
      }
    }
    return kept.toString(UTF_8);
  }

  /// All of it; to be called once the program has ended.
  String text() {
    return Uninterrupted.get(this::await);
  }

  private String await() throws InterruptedException {
    try {
      return reading.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException lost) {
      return "";
    }
  }
}
