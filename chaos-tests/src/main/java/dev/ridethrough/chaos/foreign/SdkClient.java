package dev.ridethrough.chaos.foreign;

import dev.ridethrough.chaos.foreign.sdk.SdkLine;
import dev.ridethrough.chaos.foreign.sdk.SdkMain;
import dev.ridethrough.chaos.world.process.Children;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The official Java SDK's client, in a process of its own.
final class SdkClient implements ForeignClient {
  private static final long LIMIT_MILLIS = 60_000;

  private final Batches batches;
  private final Process process;
  private final Thread reader;
  private volatile boolean finishing;

  /// @param log where its standard error goes
  SdkClient(Place place, Path log, Batches batches) throws IOException {
    this.batches = batches;
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath(),
                SdkMain.class.getName()));
    command.addAll(place.proxy());
    ProcessBuilder builder = new ProcessBuilder(command);
    place.restrict(builder.environment());
    builder.redirectError(Redirect.appendTo(log.toFile()));
    this.process = Children.start(builder);
    this.reader = Thread.ofPlatform().name("sdk").daemon().start(this::read);
  }

  /// That of the harness, with the jars that only the SDK's process has.
  private static String classPath() {
    String own = System.getProperty("java.class.path");
    String jars = System.getProperty("ridethrough.sdk");
    return jars == null ? own : own + File.pathSeparator + Path.of(jars, "*");
  }

  private void read() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        SdkLine call = SdkLine.of(line);
        if (call.ended()) {
          batches.end(call.token(), call.effectful(), call.why());
        } else {
          batches.begin(call.token());
        }
      }
      ended(finishing ? "" : "the client ended by itself");
    } catch (IOException | UncheckedIOException e) {
      ended("the client can't be understood: " + e.getMessage());
    }
  }

  /// What had no end by then never will.
  private void ended(String why) {
    for (String token : batches.pending()) {
      batches.end(token, true, why.isEmpty() ? "the client ended before its call" : why);
    }
    if (!why.isEmpty()) {
      batches.end("the client", false, why);
    }
  }

  @Override
  public List<String> met() {
    return batches.pending();
  }

  @Override
  public void finish() throws IOException {
    finishing = true;
    process.getOutputStream().close();
    if (!Children.ended(process, LIMIT_MILLIS)) {
      throw new IOException("the Java SDK's client does not end");
    }
    try {
      reader.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    if (process.exitValue() != 0) {
      batches.end("the client", false, "the client ended with exit status " + process.exitValue());
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
