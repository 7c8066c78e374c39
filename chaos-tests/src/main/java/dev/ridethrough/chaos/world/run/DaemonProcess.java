package dev.ridethrough.chaos.world.run;

import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.scenario.Aim;
import dev.ridethrough.chaos.scenario.Death;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// One generation of the daemon.
final class DaemonProcess {
  /// A start that takes longer is a daemon that strands its clients.
  private static final long START_LIMIT_MILLIS = 20_000;

  /// How long it may take to notice that it shall terminate, on a busy machine.
  private static final long NOTICE_MILLIS = 1_000;

  private final int generation;
  private final String name;
  private final Child process;
  private final Recorder recorder;
  private final Time time;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition noRival = lock.newCondition();

  private final CompletableFuture<Void> died;

  private final CompletableFuture<Void> pathGone = new CompletableFuture<>();

  /// Whether its death is our doing; a death that is not breaks a promise.
  private volatile boolean struck;

  private volatile boolean served;

  /// To terminate.
  private boolean told;

  private volatile boolean due;

  /// The process whose greetings are not this one's, or 0.
  private volatile long predecessor;

  /// How many other daemons try to take its path; while they do it must not die.
  private int rivals;

  /// @param startedAt when, see [Recorder#now]
  DaemonProcess(
      int generation, String name, Child process, Recorder recorder, Time time, long startedAt) {
    this.generation = generation;
    this.name = name;
    this.process = process;
    this.recorder = recorder;
    this.time = time;
    recorder.addAll(List.of(new Event.DaemonStarted(startedAt, generation, process.pid())));
    died =
        process
            .exit()
            .thenAccept(status ->
                recorder.add(
                    at -> new Event.DaemonDied(at, generation, status, struck, process.diedOf())));
  }

  /// Waits until it greets at the path, or is held at its kill point, which may be before or in its
  /// first greeting.
  ///
  /// @param held who is held there
  /// @return false when neither came in time, or it died
  boolean awaitServing(Greeter greeter, CompletableFuture<String> held) {
    CompletableFuture<OptionalLong> greeted = new CompletableFuture<>();
    time.machine()
        .start(
            "greeter",
            () ->
                greeted.complete(
                    greeter.await(
                        () -> process.isAlive() && !isHeld(held),
                        pid -> pid != predecessor,
                        START_LIMIT_MILLIS)));
    CompletableFuture.anyOf(greeted, held).join();
    if (isHeld(held)) {
      return true;
    }
    OptionalLong pid = greeted.join();
    served = pid.isPresent();
    pid.ifPresent(p -> recorder.add(at -> new Event.DaemonServing(at, generation, p)));
    return pid.isPresent();
  }

  private boolean isHeld(CompletableFuture<String> held) {
    return held.isDone() && held.join().equals(name);
  }

  /// Whether it is this one that came to the kill point, or a proxy, which counts as well.
  boolean came(CompletableFuture<String> reached, boolean daemons) {
    return reached.isDone() && (!daemons || reached.join().equals(name));
  }

  /// Announces another daemon that tries to take its path. It must find somebody there to the end.
  ///
  /// @return false when this one is about to die: the other one must not be started
  boolean admitRival() {
    lock.lock();
    try {
      if (struck || !process.isAlive()) {
        return false;
      }
      rivals++;
      return true;
    } finally {
      lock.unlock();
    }
  }

  void dismissRival() {
    lock.lock();
    try {
      rivals--;
      noRival.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Whether it stands at the point where it shall be struck: it can't do anything any more.
  boolean isDue() {
    return due;
  }

  private void awaitNoRival() {
    lock.lock();
    try {
      while (rivals > 0) {
        noRival.awaitUninterruptibly();
      }
      struck = true;
    } finally {
      lock.unlock();
    }
  }

  /// It is started before that one is gone, which may greet until it has noticed its signal.
  void succeeds(DaemonProcess other) {
    predecessor = other.process.pid();
  }

  /// Sends the signal, if it still lives.
  ///
  /// @param landed whether it strikes where it was aimed
  /// @param where in the code that is, or null
  /// @return whether it served, and was told to terminate now
  boolean strike(Death death, boolean landed, @Nullable String where) {
    due = landed && death.aim() instanceof Aim.Point;
    awaitNoRival();
    if (died.isDone()) {
      return false; // of what struck it first, or by itself, which is recorded
    }
    boolean aimed = death.aim() instanceof Aim.Point;
    recorder.add(at ->
        new Event.FaultStruck(
            at,
            generation,
            death.signal(),
            death.aim().words(),
            aimed,
            landed,
            where,
            death.means()));
    process.strike(death);
    boolean first = served && !told;
    told |= death.signal() == Death.Signal.SIGTERM;
    return first && told;
  }

  /// It was told to terminate, perhaps twice, and its socket is not at its path any more.
  void pathGone() {
    if (pathGone.complete(null)) {
      recorder.add(at -> new Event.PathGone(at, generation));
    }
  }

  /// Waits until it drains, as far as that can be seen.
  ///
  /// @return false when it does not, or not any more
  boolean awaitPathGone() {
    return time.awaitOrGiveUp(pathGone, NOTICE_MILLIS) && !died.isDone();
  }

  /// Kills what should have served or ended by itself, and records the death, which then is ours;
  /// that it never served is another matter.
  void giveUp() {
    if (process.isAlive()) {
      struck = true;
    }
    process.signal(Child.Signal.KILL);
    died.join();
  }

  /// Ends it after the scenario; not recorded as a fault.
  void end(long millis) {
    struck = true;
    process.signal(Child.Signal.TERM);
    if (!time.await(process.exit(), millis)) {
      process.signal(Child.Signal.KILL);
    }
  }

  /// Waits for the death that [#strike] brings; it is recorded then. Its status tells when it did
  /// not end by itself.
  void awaitDeathOrGiveUp(long millis) {
    if (!time.awaitOrGiveUp(died, millis)) {
      giveUp();
    }
  }

  Child process() {
    return process;
  }

  int generation() {
    return generation;
  }

  /// Done once its death is recorded.
  CompletableFuture<Void> died() {
    return died;
  }

  boolean hasServed() {
    return served;
  }
}
