package dev.ridethrough.machine.real;

import dev.ridethrough.machine.ByteStream;
import dev.ridethrough.machine.Durability;
import dev.ridethrough.machine.Files;
import dev.ridethrough.machine.Host;
import dev.ridethrough.machine.Machine;
import dev.ridethrough.machine.Peer;
import dev.ridethrough.machine.Phase;
import dev.ridethrough.machine.Sockets;
import dev.ridethrough.machine.Store;
import dev.ridethrough.machine.StoreException;
import dev.ridethrough.machine.StoreFormat;
import dev.ridethrough.machine.Timer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The machine that this process runs on. To be made once and kept: it holds the process's locks,
/// which a second machine could not know of.
public final class RealMachine implements Machine {
  private final RealFiles files = new RealFiles();
  private final RealSockets sockets = new RealSockets();
  private final Timers timers = new Timers(this::start);
  private final StdErr stderr = new StdErr();
  private final StdStream stdin = StdStream.in();
  private final StdStream stdout = StdStream.out();
  private final Processes processes = new Processes();

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public void sleep(Duration duration) {
    long end = System.nanoTime() + duration.toNanos();
    Uninterrupted.get(() -> {
      Thread.sleep(Duration.ofNanos(end - System.nanoTime()));
      return true;
    });
  }

  @Override
  public void start(String name, Runnable body) {
    Thread.ofVirtual().name(name).start(() -> run(name, body));
  }

  @Override
  public void startDedicated(String name, Runnable body) {
    Thread.ofPlatform().name(name).daemon().start(() -> run(name, body));
  }

  private void run(String name, Runnable body) {
    try {
      body.run();
    } catch (Throwable failure) {
      log(Failures.describe(name, failure));
    }
  }

  @Override
  public Timer after(Duration delay, Runnable action) {
    return timers.after(delay, action);
  }

  /// The kernel's randomness; opening a socket has loaded its classes already.
  @Override
  public RandomGenerator random() {
    return Entropy.SOURCE;
  }

  @Override
  public Files files() {
    return files;
  }

  @Override
  public Sockets sockets() {
    return sockets;
  }

  @Override
  public Host host() {
    return new RealHost();
  }

  @Override
  public Store openStore(Path path, StoreFormat format, Durability durability)
      throws StoreException {
    return SqliteStore.open(path, format, durability);
  }

  @Override
  public ByteStream stdin() {
    return stdin;
  }

  @Override
  public ByteStream stdout() {
    return stdout;
  }

  @Override
  public void log(String line) {
    stderr.line(line);
  }

  @Override
  public @Nullable String environment(String name) {
    return System.getenv(name);
  }

  @Override
  public void onTerminate(Runnable handler) {
    Signals.onTerminate(signal -> start(signal, handler));
  }

  @Override
  public Peer self() {
    return processes.self();
  }

  @Override
  public boolean terminate(long pid) {
    return processes.terminate(pid);
  }

  @Override
  public boolean alive(long pid) {
    return processes.alive(pid);
  }

  @Override
  public void exit(int status) {
    System.exit(status);
  }

  @Override
  public void enter(Phase phase, @Nullable String request) {
    // Only machines that inject faults need to know.
  }

  /// Loaded when the first number is asked for.
  private static final class Entropy {
    static final SecureRandom SOURCE = new SecureRandom();
  }
}
