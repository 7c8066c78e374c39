package dev.ridethrough.chaos.world.sim;

import dev.ridethrough.chaos.scenario.Operation;
import dev.ridethrough.machine.Phase;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// A virtual thread of a simulated process. It is its own thread's executor: so whatever makes the
/// thread runnable, the scheduler learns which one it is.
///
/// Waits by yielding without becoming runnable, and not by
/// [java.util.concurrent.locks.LockSupport]: nobody else can wake it then, and a thread that can't
/// yield is noticed instead of holding up everything for ever.
public final class SimThread implements Executor {
  private final Scheduler scheduler;
  private final SimProcess process;
  private final String name;
  private final long number;
  private final Thread thread;
  private @Nullable Runnable continuation;
  private boolean parked;
  private Phase phase = Phase.IDLE;
  private @Nullable String request;
  private @Nullable Operation standing;

  SimThread(Scheduler scheduler, SimProcess process, String name, long number, Runnable body) {
    this.scheduler = scheduler;
    this.process = process;
    this.name = name;
    this.number = number;
    this.thread =
        Builders.of(this)
            .name(name)
            .unstarted(() -> {
              Turns.begin(scheduler);
              body.run();
            });
  }

  void start() {
    thread.start();
  }

  /// Called by the virtual thread whenever it can go on.
  @Override
  public void execute(Runnable step) {
    if (!scheduler.isOwn(Thread.currentThread())) {
      scheduler.invalid("foreign thread " + Thread.currentThread() + " woke " + this);
      return;
    }
    if (continuation == null) {
      continuation = step;
    } else if (!continuation.equals(step)) {
      scheduler.invalid(this + " has made a virtual thread that the machine does not know");
      return;
    }
    if (!parked) {
      process.ready(this);
    }
  }

  /// Goes on until the thread waits, yields or ends.
  void step() {
    Runnable step = continuation;
    if (step == null) {
      throw new IllegalStateException("not started: " + this);
    }
    step.run();
    switch (thread.getState()) {
      case BLOCKED ->
          scheduler.invalid(this + " waits for a monitor, which wakes by a foreign thread");
      case TIMED_WAITING -> scheduler.invalid(this + " waits for a time that is not the machine's");
      case NEW, RUNNABLE, WAITING -> {}
      case TERMINATED -> process.ended(this);
    }
  }

  /// Waits until [#unpark]; to be called by the thread itself.
  void park() {
    parked = true;
    pause();
  }

  void unpark() {
    if (parked) {
      parked = false;
      process.ready(this);
    }
  }

  /// Lets others run; to be called by the thread itself. Does not return while the process is
  /// stopped, and never when it is dead.
  @SuppressWarnings(
      "ThreadPriorityCheck") // here it is not relied upon: it is what the scheduler is
  void pause() {
    long before = scheduler.steps();
    Thread.yield();
    if (scheduler.steps() == before) {
      parked = false;
      throw scheduler.invalid(
          this + " can't yield: it is in a static initialiser or in native code");
    }
  }

  void enter(Phase next, @Nullable String key) {
    phase = next;
    request = key;
  }

  /// It is held at a kill point, right before the operation; null when it goes on.
  void standAt(@Nullable Operation operation) {
    standing = operation;
  }

  /// The operation before which it is held, or null.
  public @Nullable Operation standing() {
    return standing;
  }

  Thread thread() {
    return thread;
  }

  long number() {
    return number;
  }

  public SimProcess process() {
    return process;
  }

  public String name() {
    return name;
  }

  /// Where it said that it is.
  public Phase phase() {
    return phase;
  }

  /// The key of the request that it said it works on.
  public @Nullable String request() {
    return request;
  }

  @Override
  public String toString() {
    return "thread " + name + " of " + process;
  }

  /// The JDK's builder of virtual threads with another scheduler, which it keeps to itself: java
  /// must be told to open the package.
  private static final class Builders {
    private static final MethodHandle NEW = find();

    private static MethodHandle find() {
      try {
        var constructor =
            Class.forName("java.lang.ThreadBuilders$VirtualThreadBuilder")
                .getDeclaredConstructor(Executor.class);
        constructor.setAccessible(true);
        return MethodHandles.lookup()
            .unreflectConstructor(constructor)
            .asType(MethodType.methodType(Thread.Builder.OfVirtual.class, Executor.class));
      } catch (ReflectiveOperationException | RuntimeException e) {
        throw new IllegalStateException(
            "the simulation needs java --add-opens java.base/java.lang=ALL-UNNAMED", e);
      }
    }

    static Thread.Builder.OfVirtual of(Executor executor) {
      try {
        return (Thread.Builder.OfVirtual) NEW.invokeExact(executor);
      } catch (Throwable e) {
        throw new IllegalStateException("the JDK makes no virtual thread", e);
      }
    }
  }
}
