package dev.ridethrough.chaos.world.sim;

import dev.ridethrough.chaos.scenario.Operation;
import dev.ridethrough.machine.ByteStream;
import dev.ridethrough.machine.Durability;
import dev.ridethrough.machine.Errno;
import dev.ridethrough.machine.Files;
import dev.ridethrough.machine.KernelException;
import dev.ridethrough.machine.Machine;
import dev.ridethrough.machine.Peer;
import dev.ridethrough.machine.Phase;
import dev.ridethrough.machine.Sockets;
import dev.ridethrough.machine.Store;
import dev.ridethrough.machine.StoreException;
import dev.ridethrough.machine.StoreFormat;
import dev.ridethrough.machine.Timer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The machine as one simulated process sees it.
final class SimMachine implements Machine {
  /// What the clock says at the beginning: not zero, so that nobody relies on that.
  private static final long BEGIN = TimeUnit.HOURS.toNanos(1);

  private final SimKernel kernel;
  private final SimProcess process;
  private final Scheduler scheduler;
  private final Files files;
  private final Sockets sockets;

  SimMachine(SimKernel kernel, SimProcess process) {
    this.kernel = kernel;
    this.process = process;
    this.scheduler = kernel.scheduler();
    this.files = new SimFiles(kernel, process);
    this.sockets = new SimSockets(kernel, process);
  }

  @Override
  public long nanoTime() {
    return BEGIN + scheduler.nanos();
  }

  @Override
  public void sleep(Duration duration) {
    kernel.pass(Operation.SLEEP);
    scheduler.sleep(duration);
  }

  @Override
  public void start(String name, Runnable body) {
    process.start(name, body);
  }

  @Override
  public void startDedicated(String name, Runnable body) {
    process.start(name, body);
  }

  @Override
  public Timer after(Duration delay, Runnable action) {
    return new SimTimer(delay, action);
  }

  /// Can be cancelled until its action begins, also when it is due already but its thread had no
  /// turn yet.
  private final class SimTimer implements Timer {
    private final Runnable action;
    private final Agenda.Entry entry;
    private boolean cancelled;

    private SimTimer(Duration delay, Runnable action) {
      this.action = action;
      this.entry = scheduler.after(delay, process, () -> process.start("timer", this::run));
    }

    private void run() {
      if (!cancelled) {
        action.run();
      }
    }

    @Override
    public void cancel() {
      cancelled = true;
      scheduler.cancel(entry);
    }
  }

  @Override
  public RandomGenerator random() {
    return process.random();
  }

  @Override
  public Files files() {
    return files;
  }

  @Override
  public Sockets sockets() {
    return sockets;
  }

  /// What is written is on the disk at once, so that durability makes no difference.
  @Override
  public Store openStore(Path path, StoreFormat format, Durability durability)
      throws StoreException {
    kernel.pass(Operation.OPEN_STORE);
    return SimStore.open(kernel, process, path, format);
  }

  @Override
  public ByteStream stdin() {
    return new Stdin();
  }

  @Override
  public ByteStream stdout() {
    return new Stdout();
  }

  private final class Stdin implements ByteStream {
    @Override
    public int read(byte[] into, int offset, int length) throws KernelException {
      kernel.pass(Operation.READ);
      return process.stdin().read(into, offset, length);
    }

    @Override
    public int write(byte[] from, int offset, int length) throws KernelException {
      kernel.pass(Operation.WRITE);
      throw new KernelException(Errno.EBADF, "write stdin");
    }

    @Override
    public void close() {
      kernel.pass(Operation.CLOSE);
      process.stdin().closeReading();
    }
  }

  private final class Stdout implements ByteStream {
    @Override
    public int read(byte[] into, int offset, int length) throws KernelException {
      kernel.pass(Operation.READ);
      throw new KernelException(Errno.EBADF, "read stdout");
    }

    @Override
    public int write(byte[] from, int offset, int length) throws KernelException {
      kernel.pass(Operation.WRITE);
      return process.stdout().write(from, offset, length);
    }

    @Override
    public void close() {
      kernel.pass(Operation.CLOSE);
      process.stdout().closeWriting();
    }
  }

  @Override
  public void log(String line) {
    process.log(line);
  }

  @Override
  public @Nullable String environment(String name) {
    return process.environment(name);
  }

  @Override
  public void onTerminate(Runnable handler) {
    process.onTerminate(handler);
  }

  @Override
  public Peer self() {
    return process.self();
  }

  @Override
  public boolean terminate(long pid) {
    SimProcess other = kernel.process(pid);
    if (other == null || other.equals(process) || !maySignal(other)) {
      return false;
    }
    other.terminate();
    return true;
  }

  private boolean maySignal(SimProcess other) {
    return process.uid() == 0 || process.uid() == other.uid();
  }

  @Override
  public boolean alive(long pid) {
    return kernel.process(pid) != null;
  }

  @Override
  public void exit(int status) {
    kernel.pass(Operation.EXIT);
    process.die(status);
    scheduler.current().pause();
  }

  @Override
  public void enter(Phase phase, @Nullable String request) {
    scheduler.current().enter(phase, request);
  }
}
