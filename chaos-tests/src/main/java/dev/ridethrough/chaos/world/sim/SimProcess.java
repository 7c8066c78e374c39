package dev.ridethrough.chaos.world.sim;

import dev.ridethrough.machine.Machine;
import dev.ridethrough.machine.Peer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A simulated process.
///
/// When it is killed its threads are forgotten: none ever goes on, no `finally` runs. What it had
/// open is closed by the kernel while others run already; only then is it gone.
public final class SimProcess {
  /// What a shell says of a process that SIGKILL has ended.
  public static final int KILLED = 128 + 9;

  private static final int TERMINATED = 128 + 15;

  private final SimKernel kernel;
  private final String name;
  private final long pid;
  private final int uid;
  private final Descriptors descriptors;
  private final RandomGenerator random;
  private final Map<String, String> environment = new LinkedHashMap<>();
  private final List<String> log = new ArrayList<>();
  private final List<SimThread> threads = new ArrayList<>();
  private final List<SimThread> held = new ArrayList<>();
  private final List<Runnable> onExit = new ArrayList<>();
  private final SimPipe stdin;
  private final SimPipe stdout;
  private @Nullable Runnable handler;
  private State state = State.RUNNING;
  private boolean terminating;
  private int status;

  /// What a process is doing.
  public enum State {
    RUNNING,
    /// By SIGSTOP.
    STOPPED,
    /// Nothing of it runs any more; the kernel closes what it had open.
    DYING,
    GONE
  }

  SimProcess(SimKernel kernel, String name, long pid, int uid) {
    this.kernel = kernel;
    this.name = name;
    this.pid = pid;
    this.uid = uid;
    this.descriptors = new Descriptors(kernel.settings().descriptors());
    this.random = kernel.newRandom();
    this.stdin = new SimPipe(kernel);
    this.stdout = new SimPipe(kernel);
    descriptors.add(stdin::closeReading);
    descriptors.add(stdout::closeWriting);
    descriptors.add(() -> {}); // standard error
  }

  /// Begins with `main`, whose result is the exit status.
  void run(Main main) {
    Machine machine = new SimMachine(kernel, this);
    start("main", () -> machine.exit(main.run(machine)));
  }

  /// What a process runs.
  public interface Main {
    int run(Machine machine);
  }

  void start(String thread, Runnable body) {
    if (isAlive()) {
      threads.add(kernel.scheduler().start(this, thread, () -> run(thread, body)));
    }
  }

  private void run(String thread, Runnable body) {
    try {
      body.run();
    } catch (Throwable failure) {
      log("thread " + thread + " failed: " + failure + " " + List.of(failure.getStackTrace()));
    }
  }

  /// Those that have not ended.
  public List<SimThread> threads() {
    return Collections.unmodifiableList(threads);
  }

  void ended(SimThread thread) {
    threads.remove(thread);
  }

  /// Called when one of its threads can go on.
  void ready(SimThread thread) {
    switch (state) {
      case RUNNING -> kernel.scheduler().ready(thread);
      case STOPPED -> held.add(thread);
      case DYING, GONE -> {}
    }
  }

  /// SIGKILL.
  public void kill() {
    die(KILLED);
  }

  /// Like `exit`: no thread of it goes on.
  void die(int exitStatus) {
    if (!isAlive()) {
      return;
    }
    kernel.interceptor().ends(this);
    state = State.DYING;
    status = exitStatus;
    kernel.scheduler().drop(this);
    held.clear();
    threads.clear();
    kernel.reap(this);
  }

  void reaped() {
    state = State.GONE;
    onExit.forEach(Runnable::run);
  }

  /// SIGTERM: the handler runs on a new thread, when the process runs again; without a handler it
  /// ends.
  public void terminate() {
    Runnable installed = handler;
    if (installed != null) {
      start("SIGTERM", installed);
    } else if (state == State.STOPPED) {
      terminating = true;
    } else {
      die(TERMINATED);
    }
  }

  /// SIGSTOP.
  public void stop() {
    if (state == State.RUNNING) {
      held.addAll(kernel.scheduler().suspend(this));
      state = State.STOPPED;
    }
  }

  /// SIGCONT. What became due meanwhile happens now.
  public void resume() {
    if (state != State.STOPPED) {
      return;
    }
    state = State.RUNNING;
    List<SimThread> released = List.copyOf(held);
    held.clear();
    if (terminating) {
      die(TERMINATED);
    }
    released.forEach(this::ready);
  }

  /// Runs `action` when the process is gone; it must not wait.
  public void onExit(Runnable action) {
    onExit.add(action);
  }

  void onTerminate(Runnable run) {
    handler = run;
  }

  /// How many descriptors it may have from now on, those that are open not counted again.
  public void limitDescriptors(int limit) {
    descriptors.setLimit(limit);
  }

  /// Leaves it none that is free.
  ///
  /// @return what gives it back the limit that it had
  Runnable starve() {
    int was = descriptors.limit();
    descriptors.setLimit(descriptors.lowestFree());
    return () -> descriptors.setLimit(was);
  }

  public void setEnvironment(String variable, String value) {
    environment.put(variable, value);
  }

  @Nullable String environment(String variable) {
    return environment.get(variable);
  }

  void log(String line) {
    log.add(line);
    kernel.scheduler().digest().mix(line.hashCode());
  }

  /// What it has written to standard error.
  public List<String> log() {
    return List.copyOf(log);
  }

  public State state() {
    return state;
  }

  boolean isRunning() {
    return state == State.RUNNING;
  }

  /// Whether it is neither dead nor dying; it may be stopped.
  public boolean isAlive() {
    return state == State.RUNNING || state == State.STOPPED;
  }

  /// Once it is dead.
  public int status() {
    return status;
  }

  public String name() {
    return name;
  }

  public long pid() {
    return pid;
  }

  int uid() {
    return uid;
  }

  Peer self() {
    return new Peer(pid, uid);
  }

  /// Its standard input.
  SimPipe stdin() {
    return stdin;
  }

  /// Its standard output.
  SimPipe stdout() {
    return stdout;
  }

  Descriptors descriptors() {
    return descriptors;
  }

  RandomGenerator random() {
    return random;
  }

  /// What its threads wait for: for a person who wants to know why nothing goes on.
  public String stacks() {
    StringBuilder text = new StringBuilder();
    for (SimThread thread : threads) {
      text.append(thread).append(" in ").append(thread.phase()).append('\n');
      for (StackTraceElement frame : thread.thread().getStackTrace()) {
        text.append("    ").append(frame).append('\n');
      }
    }
    return text.toString();
  }

  @Override
  public String toString() {
    return name + " (" + pid + ")";
  }
}
