package dev.ridethrough.chaos.world.sim.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ridethrough.chaos.world.process.Posix;
import dev.ridethrough.chaos.world.run.Child.Signal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// A child process that runs [ChildMain].
final class Child {
  private static final int LOOK_NANOS = 20_000;

  private final Process process;
  private final OutputStream in;
  private final CountDownLatch ready = new CountDownLatch(1);
  private volatile Consumer<String> listener = _ -> ready.countDown();

  Child(List<String> command) {
    try {
      process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    in = process.getOutputStream();
    BufferedReader out = process.inputReader(UTF_8);
    Thread.ofPlatform().daemon().name("child " + process.pid()).start(() -> listen(out));
  }

  private void listen(BufferedReader out) {
    try {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        listener.accept(line);
      }
    } catch (IOException _) {
      // it was killed
    }
  }

  /// Returns once it has rehearsed.
  void awaitReady() {
    try {
      ready.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// From now on its answers go there.
  void begin(Consumer<String> to, int story, Path folder) {
    listener = to;
    send("begin " + story + " " + folder);
  }

  void send(String command) {
    try {
      in.write((command + "\n").getBytes(UTF_8));
      in.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("process " + pid() + " ended", e);
    }
  }

  long pid() {
    return process.pid();
  }

  void kill() {
    Posix.send(process, Signal.KILL);
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  void stop() {
    Posix.send(process, Signal.STOP);
    while (process.isAlive() && !isStopped()) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  private boolean isStopped() {
    try {
      String text = Files.readString(Path.of("/proc", Long.toString(pid()), "stat"));
      return text.charAt(text.lastIndexOf(')') + 2) == 'T';
    } catch (IOException gone) {
      return true;
    }
  }

  void resume() {
    Posix.send(process, Signal.CONT);
  }

  /// Leaves room for no descriptor above those that are open.
  ///
  /// @return what the limit was
  long limitDescriptors() {
    try (var open = Files.list(Path.of("/proc", Long.toString(pid()), "fd"))) {
      int highest =
          open.mapToInt(it -> Integer.parseInt(it.getFileName().toString())).max().orElse(0);
      return Posix.limitDescriptors(pid(), highest + 1L);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void limitDescriptors(long limit) {
    try {
      Posix.limitDescriptors(pid(), limit);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
