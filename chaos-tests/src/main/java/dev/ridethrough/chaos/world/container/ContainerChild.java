package dev.ridethrough.chaos.world.container;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.WaitResponse;
import dev.ridethrough.chaos.scenario.Aim;
import dev.ridethrough.chaos.scenario.Death;
import dev.ridethrough.chaos.scenario.Fault;
import dev.ridethrough.chaos.world.process.Log;
import dev.ridethrough.chaos.world.process.Posix;
import dev.ridethrough.chaos.world.run.Child;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// The process of a container, as long as it lives. What is done to it the engine does; it is
/// looked at from outside, where it has another number.
final class ContainerChild implements Child {
  /// The first process of its container.
  private static final long OWN_PID = 1;

  /// A service manager's usual patience.
  private static final int PATIENCE_SECONDS = 10;

  private static final int LOST = -1;
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final Vessel vessel;
  private final long pid;
  private final Path log;
  private final Runnable beforeDeath;
  private final CompletableFuture<Pipes.Ends> ends = new CompletableFuture<>();
  private final CompletableFuture<Integer> exit = new CompletableFuture<>();
  private volatile @Nullable Fault diedOf;
  private volatile boolean stopped;
  private volatile boolean paused;

  /// Whether the engine must not know who killed it, since it would not start it again.
  private volatile boolean pastEngine;

  /// @param beforeDeath called when it is about to be struck, to prepare for what follows
  ContainerChild(Vessel vessel, long pid, Path log, Runnable beforeDeath) {
    this.vessel = vessel;
    this.pid = pid;
    this.log = log;
    this.beforeDeath = beforeDeath;
    Pipes pipes = vessel.pipes();
    if (pipes != null) {
      Thread.ofPlatform().daemon().name("pipes").start(() -> open(pipes));
      var _ = exit.thenRun(pipes::abandon);
    }
    var _ = Engine.client().waitContainerCmd(vessel.id()).exec(new Exit());
  }

  private void open(Pipes pipes) {
    try {
      ends.complete(pipes.open());
    } catch (IOException e) {
      ends.completeExceptionally(e);
    }
  }

  /// Hears from the engine that it is gone.
  private final class Exit extends ResultCallback.Adapter<WaitResponse> {
    @Override
    public void onNext(WaitResponse response) {
      Integer status = response.getStatusCode();
      gone(status == null ? LOST : status);
    }

    @Override
    public void onError(Throwable throwable) {
      gone(LOST);
    }
  }

  private void gone(int status) {
    if (stopped) {
      diedOf = Fault.ENGINE_STOP;
    } else if (vessel.isLimited() && isOutOfMemory()) {
      diedOf = Fault.MEMORY_LIMIT;
    }
    exit.complete(status);
  }

  private boolean isOutOfMemory() {
    try {
      return Boolean.TRUE.equals(vessel.inspect().getState().getOOMKilled());
    } catch (DockerException e) {
      return false;
    }
  }

  @Override
  public long pid() {
    return pid;
  }

  @Override
  public long ownPid() {
    return OWN_PID;
  }

  @Override
  public boolean isAlive() {
    return !exit.isDone();
  }

  @Override
  public CompletableFuture<Integer> exit() {
    return exit;
  }

  @Override
  public @Nullable Fault diedOf() {
    return diedOf;
  }

  /// From now on signals are sent past the engine.
  void passEngine() {
    pastEngine = true;
  }

  @Override
  public void strike(Death death) {
    if (!isAlive()) {
      return;
    }
    beforeDeath.run();
    if (death.means() == Fault.MEMORY_LIMIT) {
      vessel.fill();
    } else if (death.means() == Fault.ENGINE_STOP) {
      stop(death);
    } else {
      Child.super.strike(death);
    }
  }

  /// Its SIGKILL comes by itself.
  private void stop(Death death) {
    if (death.signal() != Death.Signal.SIGTERM) {
      return;
    }
    int seconds =
        death.then().stream()
            .map(Death::aim)
            .map(it -> it instanceof Aim.Time time ? (int) (time.millis() / 1_000) : 0)
            .findFirst()
            .orElse(PATIENCE_SECONDS);
    stopped = true;
    Thread.ofVirtual()
        .name("stop")
        .start(() ->
            vessel.ask((engine, id) -> engine.stopContainerCmd(id).withTimeout(seconds).exec()));
  }

  @Override
  public void signal(Signal signal) {
    if (!isAlive()) {
      return;
    }
    switch (signal) {
      case KILL -> kill();
      case TERM -> send(signal, "TERM");
      case STOP -> {
        paused = true;
        vessel.ask((engine, id) -> engine.pauseContainerCmd(id).exec());
      }
      case CONT -> unpause();
    }
  }

  private void unpause() {
    paused = false;
    vessel.ask((engine, id) -> engine.unpauseContainerCmd(id).exec());
  }

  /// An engine refuses to kill what is paused; the kernel does it as soon as that goes on.
  private void kill() {
    if (paused) {
      Posix.send(pid, Signal.KILL);
      unpause();
    } else {
      send(Signal.KILL, "KILL");
    }
  }

  private void send(Signal signal, String name) {
    if (pastEngine) {
      Posix.send(pid, signal);
    } else {
      vessel.ask((engine, id) -> engine.killContainerCmd(id).withSignal(name).exec());
    }
  }

  @Override
  public boolean awaitStopped(long millis) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (isAlive() && System.nanoTime() < end) {
      if (Boolean.TRUE.equals(vessel.inspect().getState().getPaused())) {
        return true;
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
    return false;
  }

  @Override
  public Runnable starve() throws IOException {
    return Posix.starve(pid, exit);
  }

  private Pipes.Ends ends() {
    return ends.join();
  }

  @Override
  public void write(String line) throws IOException {
    ends().write(line);
  }

  @Override
  public @Nullable String readLine() throws IOException {
    return ends().readLine();
  }

  @Override
  public int unread() throws IOException {
    return ends().output().available();
  }

  @Override
  public void closeInput() throws IOException {
    ends().input().close();
  }

  @Override
  public void hangUp() throws IOException {
    ends().close();
  }

  @Override
  public String said() {
    return Log.tail(log);
  }
}
