package dev.ridethrough.daemon;

import dev.ridethrough.machine.Connection;
import dev.ridethrough.machine.DirectoryWatch;
import dev.ridethrough.machine.KernelException;
import dev.ridethrough.machine.Latch;
import dev.ridethrough.machine.Machine;
import dev.ridethrough.machine.Phase;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The socket path as the daemon holds it: taken under the lease, guarded, and left. One thing at a
/// time; any thread may call.
final class Post {
  /// How often the path is looked at, whatever the watch says.
  private static final Duration PATROL = Duration.ofSeconds(1);

  private final Machine machine;
  private final DaemonSettings settings;

  /// Open when connections may be accepted: to be served, or to be told that they won't be.
  private final Latch accepting = new Latch();

  private final Owner owner;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Lease lease;
  private @Nullable Acceptor acceptor;
  private boolean leaving;
  private String complaint = "";

  /// Whose path it is. May be called from any thread.
  interface Owner {
    void connected(Connection connection);

    /// Whether serving goes on; asked now and then, and before the path is bound again. Whoever
    /// says no leaves by itself.
    boolean goesOn();

    /// No descriptor is left to accept with.
    ///
    /// @return whether somebody was sent away for that
    boolean madeRoom();

    /// Somebody else may hold the path now.
    void lost();

    /// Nobody accepts any more.
    void broken(Throwable failure);
  }

  /// Makes one that holds nothing yet.
  Post(Machine machine, DaemonSettings settings, Owner owner) {
    this.machine = machine;
    this.settings = settings;
    this.owner = owner;
  }

  /// Takes the lease, which may have to be waited for, and the path.
  ///
  /// @return the number of this generation
  long take() throws KernelException, StartException {
    PathRules.check(machine, settings);
    Lease taken = Lease.take(machine, settings);
    machine.enter(Phase.BIND, null);
    PathRules.checkPlace(machine, settings.socket());
    lock.lock();
    try {
      lease = taken;
      serve(
          settings.activated()
              ? Endpoint.inherited(machine)
              : Endpoint.bind(machine, settings, taken.predecessor()));
      checkStillHeld(taken);
    } finally {
      lock.unlock();
    }
    return taken.generation();
  }

  /// Whoever deleted the lock let another daemon take the path: that one is left alone.
  private void checkStillHeld(Lease taken) throws KernelException, StartException {
    if (!taken.file().isCurrent()) {
      throw new StartException(
          settings.lockFile()
              + " was deleted while this daemon started; another one may serve there now. Start it"
              + " again if none does, and leave that file alone.");
    }
  }

  /// Does it when there is nothing yet that must be left, and lets nobody take the path meanwhile.
  void unlessTaken(Runnable action) {
    lock.lock();
    try {
      if (acceptor == null) {
        action.run();
      }
    } finally {
      lock.unlock();
    }
  }

  /// From now on who has connected is accepted.
  void open() {
    accepting.open();
  }

  /// Starts to look after the path.
  ///
  /// A watch follows its directory when that is moved, and sees nothing at the path any more: hence
  /// the patrol.
  void startGuard() {
    machine.start(
        "guard", () -> DirectoryWatch.run(machine, settings.directory(), () -> {}, this::guard));
    machine.start("patrol", this::patrol);
  }

  private void patrol() {
    while (true) {
      machine.sleep(PATROL);
      guard();
    }
  }

  /// Somebody removed the socket, and clients can't see us although we serve; or the lock, and
  /// other daemons can't.
  private void guard() {
    lock.lock();
    try {
      Acceptor old = acceptor;
      if (!leaving && old != null && owner.goesOn()) {
        guard(old);
      }
    } catch (KernelException e) {
      complain("can't look after " + settings.socket() + ", trying on: " + e.getMessage());
    } finally {
      lock.unlock();
    }
  }

  private void guard(Acceptor old) throws KernelException {
    boolean kept = keepLease();
    switch (old.endpoint().place(machine, settings.socket())) {
      case OURS -> {}
      case TAKEN ->
          complain("at " + settings.socket() + " there is something else now; it is left alone");
      case FREE -> bindAgain(old, kept);
    }
  }

  private void bindAgain(Acceptor old, boolean kept) throws KernelException {
    Lease held = lease;
    if (!kept || held == null) {
      complain(
          settings.socket() + " has vanished, and its lock with it: somebody else may serve now");
      owner.lost();
      return;
    }
    serve(Endpoint.bind(machine, settings, held.predecessor()));
    log(settings.socket() + " had vanished; bound again");
    old.finish();
  }

  /// Takes the lease again when its file was deleted: others can't see that it is held.
  private boolean keepLease() throws KernelException {
    Lease held = lease;
    if (held == null || held.file().isCurrent()) {
      return held != null;
    }
    machine.files().createDirectory(settings.directory());
    Lease again = held.retaken(machine, settings.lockFile());
    if (again == null) {
      return false;
    }
    log(settings.lockFile() + " had vanished; taken again");
    lease = again;
    return true;
  }

  private void serve(Endpoint endpoint) {
    Acceptor next = new Acceptor(machine, settings.socket(), endpoint, accepting, owner);
    acceptor = next;
    next.start();
  }

  /// Unlinks the path, accepts what is queued, and closes. A path that stays behind is stale, and
  /// the next generation replaces it.
  ///
  /// @throws KernelException when it could not be unlinked; everything else is done all the same
  void leave() throws KernelException {
    lock.lock();
    try {
      leaving = true;
      Acceptor last = acceptor;
      if (last != null) {
        try {
          last.endpoint().unlink(machine, settings.socket());
        } finally {
          last.finish();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /// Once, however long it lasts.
  private void complain(String text) {
    if (!text.equals(complaint)) {
      complaint = text;
      log(text);
    }
  }

  private void log(String text) {
    machine.log("ridethrough: " + text);
  }
}
