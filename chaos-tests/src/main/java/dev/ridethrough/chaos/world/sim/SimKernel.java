package dev.ridethrough.chaos.world.sim;

import dev.ridethrough.chaos.scenario.Operation;
import dev.ridethrough.machine.Errno;
import dev.ridethrough.machine.KernelException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What the processes of one simulated machine share: files, sockets and each other. Has no locks:
/// only one thread runs at a time, and a holder that is killed would never let go.
final class SimKernel {
  private static final long FIRST_PID = 100;

  private final Settings settings;
  private final Scheduler scheduler;
  private final SplittableRandom shortIo;
  private final SplittableRandom entropy;
  private final FileTree tree;
  private final TreeMap<Long, SimProcess> processes = new TreeMap<>();
  private final TreeMap<Integer, Integer> watches = new TreeMap<>();
  private final SimProcess idle;
  private Interceptor interceptor = Interceptor.NONE;
  private long pids = FIRST_PID;

  SimKernel(long seed, Settings settings, Scheduler scheduler) {
    this.settings = settings;
    this.scheduler = scheduler;
    // a stream of its own for each use: one more number here must not change all others
    SplittableRandom seeds = new SplittableRandom(~seed);
    this.shortIo = seeds.split();
    this.entropy = seeds.split();
    this.tree = new FileTree(settings.rootBypasses());
    this.idle = new SimProcess(this, "kernel", 0, 0);
  }

  SimProcess newProcess(String name, int uid) {
    SimProcess process = new SimProcess(this, name, ++pids, uid);
    processes.put(process.pid(), process);
    return process;
  }

  @Nullable SimProcess process(long pid) {
    return processes.get(pid);
  }

  /// Closes what a dead process had open, one descriptor after the other while others run, and then
  /// forgets it.
  Interceptor interceptor() {
    return interceptor;
  }

  void reap(SimProcess dead) {
    idle.start(
        "reap " + dead,
        () -> {
          Descriptor open = dead.descriptors().removeFirst();
          while (open != null) {
            open.release();
            scheduler.current().pause();
            open = dead.descriptors().removeFirst();
          }
          processes.remove(dead.pid());
          dead.reaped();
        });
  }

  /// A kill point, which is also where others get their turn.
  void pass(Operation operation) {
    SimThread thread = scheduler.current();
    thread.pause();
    scheduler.passed(thread, operation);
    interceptor.at(thread, operation);
    if (!thread.process().isRunning()) {
      thread.pause();
    }
  }

  /// What begins where a short read or write has left off is no kill point of its own: other
  /// kernels are never that short, and the points that follow would have other numbers there.
  void pass(Operation operation, boolean goesOn) {
    if (goesOn) {
      scheduler.current().pause();
    } else {
      pass(operation);
    }
  }

  /// How many bytes a read or write that could take `most` takes.
  int take(int most) {
    int oneIn = settings.shortIoOneIn();
    return most > 1 && oneIn > 0 && shortIo.nextInt(oneIn) == 0 ? 1 + shortIo.nextInt(most) : most;
  }

  void watchOpened(Path directory, int uid) throws KernelException {
    int open = watches.getOrDefault(uid, 0);
    if (open >= settings.watches()) {
      throw FileTree.failure(Errno.EMFILE, "watch", directory);
    }
    watches.put(uid, open + 1);
  }

  void watchClosed(int uid) {
    watches.merge(uid, -1, Integer::sum);
  }

  void intercept(Interceptor by) {
    interceptor = by;
  }

  Settings settings() {
    return settings;
  }

  Scheduler scheduler() {
    return scheduler;
  }

  FileTree tree() {
    return tree;
  }

  /// A source of random numbers for one more process.
  SplittableRandom newRandom() {
    return entropy.split();
  }
}
