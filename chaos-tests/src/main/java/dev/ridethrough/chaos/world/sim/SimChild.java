package dev.ridethrough.chaos.world.sim;

import dev.ridethrough.chaos.world.run.Child;
import dev.ridethrough.machine.ByteStream;
import dev.ridethrough.machine.KernelException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// A simulated process in the hands of a scenario's run.
final class SimChild implements Child {
  private static final int CHUNK = 8 * 1024;
  private static final int LINES = 5;

  private final SimProcess process;
  private final ByteStream pipes;
  private final Probe probe;
  private final Bystander bystander;
  private final CompletableFuture<Integer> exit = new CompletableFuture<>();
  private final byte[] chunk = new byte[CHUNK];
  private int begin;
  private int end;

  SimChild(Simulation simulation, SimProcess process, Probe probe, Bystander bystander) {
    this.probe = probe;
    this.bystander = bystander;
    this.process = process;
    this.pipes = simulation.pipes(process);
    process.onExit(() -> exit.complete(process.status()));
  }

  @Override
  public long pid() {
    return process.pid();
  }

  @Override
  public boolean isAlive() {
    return process.state() != SimProcess.State.GONE;
  }

  @Override
  public CompletableFuture<Integer> exit() {
    return exit;
  }

  @Override
  public void signal(Signal signal) {
    switch (signal) {
      case KILL -> {
        probe.killed(process);
        process.kill();
      }
      case TERM -> process.terminate();
      case STOP -> {
        bystander.stopped(process);
        process.stop();
      }
      case CONT -> {
        bystander.goesOn(process);
        process.resume();
      }
    }
  }

  @Override
  public boolean awaitStopped(long millis) {
    return process.state() == SimProcess.State.STOPPED;
  }

  @Override
  public Runnable starve() {
    return process.starve();
  }

  @Override
  public void write(String line) throws KernelException {
    byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
    for (int done = 0; done < bytes.length; ) {
      done += pipes.write(bytes, done, bytes.length - done);
    }
  }

  @Override
  public @Nullable String readLine() throws KernelException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (begin < end || fill()) {
      int newline = newline();
      int until = newline < 0 ? end : newline;
      line.write(chunk, begin, until - begin);
      begin = newline < 0 ? end : newline + 1;
      if (newline >= 0) {
        return line.toString(StandardCharsets.UTF_8);
      }
    }
    return line.size() == 0 ? null : line.toString(StandardCharsets.UTF_8);
  }

  private int newline() {
    for (int i = begin; i < end; i++) {
      if (chunk[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private boolean fill() throws KernelException {
    begin = 0;
    end = Math.max(0, pipes.read(chunk, 0, CHUNK));
    return end > 0;
  }

  @Override
  public int unread() {
    return process.stdout().waiting();
  }

  @Override
  public void closeInput() {
    process.stdin().closeWriting();
  }

  @Override
  public void hangUp() {
    process.stdin().closeWriting();
    process.stdout().closeReading();
  }

  @Override
  public String said() {
    List<String> log = process.log();
    return String.join(" | ", log.subList(Math.max(0, log.size() - LINES), log.size()));
  }
}
