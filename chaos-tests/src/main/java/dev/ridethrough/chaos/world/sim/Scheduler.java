package dev.ridethrough.chaos.world.sim;

import dev.ridethrough.chaos.scenario.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Runs virtual threads one at a time, on the thread that made it, in an order that the seed
/// decides. Its clock stands still while anybody can run, and then jumps to what is due next.
///
/// Not thread-safe, on purpose: a call from any other thread makes the run invalid.
public final class Scheduler {
  private final Thread owner = Thread.currentThread();
  private final SplittableRandom random;
  private final SplittableRandom turns;
  private final int turnOneIn;
  private final long stepNanos;
  private final @Nullable Trace trace;
  private final Digest digest = new Digest();
  private final Agenda agenda = new Agenda();
  private final List<SimThread> runnable = new ArrayList<>();
  private final AtomicReference<@Nullable InvalidRunException> invalid = new AtomicReference<>();
  private int untilTurn = 1;
  private long nanos;
  private long steps;
  private long threads;
  private @Nullable SimThread running;

  /// Why [#run] returned.
  public enum Ending {
    /// What was waited for has happened.
    DONE,
    /// Nobody can run and nothing is due, ever.
    QUIET,
    /// The time is up.
    TIME_UP
  }

  Scheduler(long seed, Settings settings, @Nullable Trace trace) {
    this.random = new SplittableRandom(seed);
    this.turns = new SplittableRandom(Long.reverse(seed) + 1);
    this.turnOneIn = settings.turnOneIn();
    this.stepNanos = settings.stepNanos();
    this.trace = trace;
  }

  /// Runs until `done`, which is asked after each step, at most for `limit` of the simulated time.
  ///
  /// @throws InvalidRunException when something happened that the seed does not decide
  public Ending run(Duration limit, BooleanSupplier done) {
    if (running != null || !Thread.currentThread().equals(owner)) {
      throw new IllegalStateException("a run inside a run, or on another thread");
    }
    long end = nanos + limit.toNanos();
    while (true) {
      checkValid();
      if (done.getAsBoolean()) {
        return Ending.DONE;
      }
      if (!runnable.isEmpty()) {
        step(pick());
      } else if (agenda.isEmpty()) {
        return Ending.QUIET;
      } else if (agenda.next() > end) {
        nanos = end;
        return Ending.TIME_UP;
      } else {
        moveTo(agenda.next());
      }
    }
  }

  /// Lets so much time pass, also when nothing is left to happen.
  void pass(Duration time) {
    long end = nanos + time.toNanos();
    run(time, () -> false);
    moveTo(end);
  }

  /// Without it what a foreign thread did would be seen in the next run only, or never.
  void checkValid() {
    InvalidRunException found = invalid.get();
    if (found != null) {
      throw found;
    }
  }

  private SimThread pick() {
    int last = runnable.size() - 1;
    SimThread chosen = runnable.set(random.nextInt(last + 1), runnable.get(last));
    runnable.removeLast();
    return chosen;
  }

  private void step(SimThread thread) {
    steps++;
    digest.mix(thread.number());
    digest.mix(nanos);
    note(thread, "runs");
    running = thread;
    try {
      thread.step();
    } finally {
      running = null;
    }
    if (stepNanos > 0) {
      moveTo(nanos + stepNanos);
    }
  }

  private void moveTo(long later) {
    nanos = Math.max(nanos, later);
    for (Agenda.Entry due = agenda.due(nanos); due != null; due = agenda.due(nanos)) {
      due.action().run();
    }
  }

  /// Runs `action` between two steps, after `delay`.
  ///
  /// @param process with whose death it is off, or null
  Agenda.Entry after(Duration delay, @Nullable SimProcess process, Runnable action) {
    return agenda.plan(nanos + Math.max(0, delay.toNanos()), process, action);
  }

  void cancel(Agenda.Entry entry) {
    agenda.cancel(entry);
  }

  void sleep(Duration duration) {
    SimThread sleeper = current();
    after(duration, sleeper.process(), sleeper::unpark);
    sleeper.park();
  }

  SimThread start(SimProcess process, String name, Runnable body) {
    SimThread thread = new SimThread(this, process, name, threads++, body);
    thread.start();
    return thread;
  }

  void ready(SimThread thread) {
    runnable.add(thread);
  }

  /// Takes out the threads of a process that can run.
  List<SimThread> suspend(SimProcess process) {
    List<SimThread> taken = new ArrayList<>();
    for (SimThread thread : runnable) {
      if (thread.process().equals(process)) {
        taken.add(thread);
      }
    }
    runnable.removeAll(taken);
    return taken;
  }

  /// Forgets all threads and timers of a process: none of them ever goes on, and nothing unwinds.
  void drop(SimProcess process) {
    runnable.removeIf(thread -> thread.process().equals(process));
    agenda.cancelAll(process);
  }

  /// Whether a thread that could let others run does.
  boolean isTurn() {
    if (--untilTurn > 0) {
      return false;
    }
    untilTurn = 1 + turns.nextInt(2 * turnOneIn - 1);
    return true;
  }

  /// The thread whose step it is.
  SimThread current() {
    SimThread thread = running;
    if (thread == null) {
      throw new IllegalStateException("only a simulated thread may call this");
    }
    return thread;
  }

  /// Whether `thread` may change anything: it is the one that [#run] was called on, or the one
  /// whose step it is.
  boolean isOwn(Thread thread) {
    SimThread now = running;
    return thread.equals(owner) || (now != null && thread.equals(now.thread()));
  }

  /// Makes the run invalid, from any thread.
  ///
  /// @return to be thrown where there is no way on
  InvalidRunException invalid(String why) {
    InvalidRunException failure = new InvalidRunException(why);
    invalid.compareAndSet(null, failure);
    return failure;
  }

  void passed(SimThread thread, Operation operation) {
    digest.mix(operation.name().hashCode());
    digest.mix(thread.phase().name().hashCode());
    if (trace != null) {
      note(thread, operation + " in " + thread.phase());
    }
  }

  private void note(SimThread thread, String what) {
    if (trace != null) {
      trace.add(new Trace.Step(steps, nanos, thread.process().toString(), thread.name(), what));
    }
  }

  /// Nanoseconds since the machine was made.
  public long nanos() {
    return nanos;
  }

  public long steps() {
    return steps;
  }

  /// See [Digest].
  Digest digest() {
    return digest;
  }
}
