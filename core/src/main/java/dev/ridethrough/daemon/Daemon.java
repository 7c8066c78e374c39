package dev.ridethrough.daemon;

import dev.ridethrough.engine.Engine;
import dev.ridethrough.machine.Connection;
import dev.ridethrough.machine.DirectoryWatch;
import dev.ridethrough.machine.KernelException;
import dev.ridethrough.machine.Latch;
import dev.ridethrough.machine.Machine;
import dev.ridethrough.machine.Phase;
import dev.ridethrough.machine.Store;
import dev.ridethrough.machine.StoreException;
import dev.ridethrough.wire.ByteBudget;
import dev.ridethrough.wire.DaemonLine;
import dev.ridethrough.wire.Protocol;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// One generation of the daemon, from lease to exit.
public final class Daemon {
  private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(1);

  /// Unfinished requests of all clients together.
  private static final long MAX_UNREAD_BYTES = 64L * 1024 * 1024;

  /// What a shutdown may take beyond the drain; then the process ends anyhow.
  private static final Duration SHUTDOWN_MARGIN = Duration.ofSeconds(2);

  private final Machine machine;
  private final DaemonSettings settings;
  private final Loader loader;
  private final Admission admission = new Admission();
  private final ByteBudget budget = new ByteBudget(MAX_UNREAD_BYTES);
  private final Latch stop = new Latch();
  private final Latch loaded = new Latch();
  private final AtomicBoolean failed = new AtomicBoolean();
  private final AtomicReference<@Nullable Loaded> resources = new AtomicReference<>();

  /// Guards the socket path: bound, bound again and unlinked one at a time.
  private final ReentrantLock pathLock = new ReentrantLock();

  private @Nullable Lease lease;
  private @Nullable Acceptor acceptor;
  private boolean leaving;

  /// Makes what serves; called with the socket already in place, because it is slow.
  public interface Loader {
    Store openStore() throws StoreException;

    Engine engine(Store store);
  }

  private record Loaded(Store store, Conversation.Serving serving) {}

  public Daemon(Machine machine, DaemonSettings settings, Loader loader) {
    this.machine = machine;
    this.settings = settings;
    this.loader = loader;
  }

  /// Serves until SIGTERM.
  ///
  /// @return the exit status: 0, or 1 when it could not load or had to cut requests off
  /// @throws StartException when the path can't be served
  public int run() throws StartException {
    machine.enter(Phase.START, null);
    machine.onTerminate(this::terminate);
    Lease taken;
    try {
      PathRules.check(machine, settings);
      taken = Lease.take(machine, settings);
      lease = taken;
      machine.enter(Phase.BIND, null);
      PathRules.checkPlace(machine, settings.socket());
      bind();
    } catch (KernelException e) {
      throw new StartException("can't serve " + settings.socket() + ": " + e.getMessage(), e);
    }
    log("generation " + taken.generation() + " listens at " + settings.socket());
    machine.start("load", () -> load(taken.generation()));
    machine.start(
        "guard",
        () ->
            DirectoryWatch.run(machine, settings.directory(), () -> {}, this::bindAgainIfVanished));
    machine.startDedicated("signs of life", this::giveSignsOfLife);
    stop.await();
    return shutDown();
  }

  /// Before the path is bound there is nothing to clean up, and nobody to tell.
  private void terminate() {
    pathLock.lock();
    try {
      if (acceptor == null) {
        machine.exit(0);
      }
    } finally {
      pathLock.unlock();
    }
    stop.open();
  }

  private void bind() throws KernelException {
    pathLock.lock();
    try {
      Acceptor next = new Acceptor(machine, Endpoint.bind(machine, settings), this::accept);
      acceptor = next;
      next.start();
    } finally {
      pathLock.unlock();
    }
  }

  /// Somebody removed the socket: clients can't see us although we serve.
  private void bindAgainIfVanished() {
    pathLock.lock();
    try {
      Acceptor old = acceptor;
      if (leaving || old == null || old.endpoint().isInPlace(machine, settings.socket())) {
        return;
      }
      if (!keepLease()) {
        log(settings.socket() + " has vanished, and its lock with it: somebody else may serve now");
        stop.open();
        return;
      }
      bind();
      log(settings.socket() + " had vanished; bound again");
      old.finish();
    } catch (KernelException e) {
      log(settings.socket() + " has vanished and can't be bound again: " + e.getMessage());
    } finally {
      pathLock.unlock();
    }
  }

  /// Takes the lease again when its file was deleted, too: others can't see that it is held.
  private boolean keepLease() throws KernelException {
    Lease held = lease;
    if (held != null && held.file().isCurrent()) {
      return true;
    }
    machine.files().createDirectory(settings.directory());
    lease = held == null ? null : held.retaken(machine, settings.lockFile());
    return lease != null;
  }

  private void load(long generation) {
    machine.enter(Phase.LOAD, null);
    try {
      Store store = loader.openStore();
      DaemonLine.Greeting greeting =
          new DaemonLine.Greeting(
              Protocol.VERSION, settings.version(), generation, machine.self().pid());
      Engine engine = loader.engine(store);
      resources.set(new Loaded(store, new Conversation.Serving(engine, greeting)));
      log("generation " + generation + " serves");
    } catch (StoreException e) {
      log("can't serve: " + e.getMessage());
      failed.set(true);
      stop.open();
    } finally {
      loaded.open();
    }
  }

  private void accept(Connection connection) {
    Conversation conversation = new Conversation(machine, connection, admission, budget);
    if (admission.enter(conversation)) {
      machine.start("conversation", () -> conversation.run(this::awaitServing));
    } else {
      conversation.refuse();
    }
  }

  private Conversation.@Nullable Serving awaitServing() {
    loaded.await();
    Loaded now = resources.get();
    return now == null ? null : now.serving();
  }

  private void giveSignsOfLife() {
    while (true) {
      machine.sleep(SIGN_OF_LIFE);
      admission.running().forEach(Conversation::signOfLife);
    }
  }

  /// Unlinks first: with a busy herd, accepting until the queue is empty would never end.
  private int shutDown() {
    machine.enter(Phase.DRAIN, null);
    machine.after(settings.drain().plus(SHUTDOWN_MARGIN), () -> machine.exit(1));
    leavePath();
    admission.drain().forEach(Conversation::refuse);
    machine.after(settings.drain(), admission::endWaiting);
    int cut = admission.awaitIdle();
    if (cut > 0) {
      log("cut off " + cut + " requests that ran longer than the drain limit");
    }
    Loaded open = resources.get();
    if (open != null) {
      open.store().close();
    }
    return cut > 0 || failed.get() ? 1 : 0;
  }

  private void leavePath() {
    pathLock.lock();
    try {
      leaving = true;
      Acceptor last = acceptor;
      if (last != null) {
        unlink(last.endpoint());
        last.finish();
      }
    } finally {
      pathLock.unlock();
    }
  }

  /// A path that stays behind is stale, and the next generation replaces it.
  private void unlink(Endpoint endpoint) {
    try {
      endpoint.unlink(machine, settings.socket());
    } catch (KernelException e) {
      log("can't remove " + settings.socket() + ", going on: " + e.getMessage());
    }
  }

  private void log(String text) {
    machine.log("ridethrough: " + text);
  }
}
