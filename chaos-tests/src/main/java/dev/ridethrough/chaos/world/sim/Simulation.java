package dev.ridethrough.chaos.world.sim;

import dev.ridethrough.machine.ByteStream;
import dev.ridethrough.machine.KernelException;
import dev.ridethrough.machine.Machine;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// A simulated machine and what happens on it, decided by a seed. Everything happens on the thread
/// that made it, in [#run].
public final class Simulation {
  private final Scheduler scheduler;
  private final SimKernel kernel;
  private final SimProcess outside;
  private final Disk disk;

  public Simulation(long seed, Settings settings) {
    this(seed, settings, null);
  }

  /// @param trace gets every step, which is slow
  public Simulation(long seed, Settings settings, @Nullable Trace trace) {
    this.scheduler = new Scheduler(seed, settings, trace);
    this.kernel = new SimKernel(seed, settings, scheduler);
    this.outside = kernel.newProcess("outside", 0);
    this.disk = new Disk(kernel.tree());
  }

  public Disk disk() {
    return disk;
  }

  /// Starts a process with empty pipes as standard input and output.
  public SimProcess spawn(String name, int uid, SimProcess.Main main) {
    SimProcess process = kernel.newProcess(name, uid);
    process.run(main);
    return process;
  }

  /// The machine of a process that is not under test, but acts as a user of the machine would.
  Machine machine(String name, int uid) {
    SimProcess process = kernel.newProcess(name, uid);
    process.limitDescriptors(Integer.MAX_VALUE);
    return new SimMachine(kernel, process);
  }

  /// Runs `body` on a simulated thread that belongs to no process under test.
  public void start(String name, Runnable body) {
    outside.start(name, body);
  }

  /// Blocks the calling simulated thread.
  public void sleep(Duration duration) {
    scheduler.sleep(duration);
  }

  /// Runs `action`, which must not wait, after `delay`.
  public void after(Duration delay, Runnable action) {
    scheduler.after(delay, null, action);
  }

  /// Runs until `done`, which is asked after each step, at most for `limit` of the simulated time.
  ///
  /// @throws InvalidRunException when something happened that the seed does not decide
  public Scheduler.Ending run(Duration limit, BooleanSupplier done) {
    return scheduler.run(limit, done);
  }

  /// Lets so much time pass, also when nothing is left to happen.
  public void run(Duration time) {
    scheduler.pass(time);
  }

  /// From now on it is asked before each operation.
  public void intercept(Interceptor interceptor) {
    kernel.intercept(interceptor);
  }

  /// The other ends of the process's standard input, to be written to, and output, to be read from,
  /// by any simulated thread. To close it ends the input.
  public ByteStream pipes(SimProcess process) {
    return new Pipes(process);
  }

  private record Pipes(SimProcess process) implements ByteStream {
    @Override
    public int read(byte[] into, int offset, int length) throws KernelException {
      return process.stdout().read(into, offset, length);
    }

    @Override
    public int write(byte[] from, int offset, int length) throws KernelException {
      return process.stdin().write(from, offset, length);
    }

    @Override
    public void close() {
      process.stdin().closeWriting();
    }
  }

  /// Time since the machine was made.
  public Duration now() {
    return Duration.ofNanos(scheduler.nanos());
  }

  public long steps() {
    return scheduler.steps();
  }

  /// A hash of all that has happened.
  public long digest() {
    return scheduler.digest().value();
  }
}
