package dev.ridethrough.chaos.world.process;

import dev.ridethrough.chaos.world.run.Child;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// A child process of the harness.
public final class ProcessChild implements Child {
  private final Process process;
  private final Path log;
  private final OutputStream input;
  private final BufferedReader output;
  private final CompletableFuture<Integer> exit;

  /// @param log where its standard error goes
  public ProcessChild(Process process, Path log) {
    this.process = process;
    this.log = log;
    this.input = process.getOutputStream();
    this.output = process.inputReader(StandardCharsets.UTF_8);
    this.exit = process.onExit().thenApply(Process::exitValue);
  }

  @Override
  public long pid() {
    return process.pid();
  }

  @Override
  public boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public CompletableFuture<Integer> exit() {
    return exit;
  }

  @Override
  public void signal(Signal signal) {
    Posix.send(process, signal);
  }

  @Override
  public boolean awaitStopped(long millis) {
    return Proc.awaitStopped(process.pid(), millis);
  }

  @Override
  public Runnable starve() throws IOException {
    return Posix.starve(process.pid(), exit);
  }

  @Override
  public void write(String line) throws IOException {
    input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    input.flush();
  }

  @Override
  public @Nullable String readLine() throws IOException {
    return output.readLine();
  }

  @Override
  public int unread() throws IOException {
    return process.getInputStream().available();
  }

  @Override
  public void closeInput() throws IOException {
    input.close();
  }

  @Override
  public void hangUp() throws IOException {
    input.close();
    process.getInputStream().close();
  }

  @Override
  public String said() {
    return Log.tail(log);
  }
}
