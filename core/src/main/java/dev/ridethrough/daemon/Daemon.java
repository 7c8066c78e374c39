package dev.ridethrough.daemon;

import dev.ridethrough.engine.Engine;
import dev.ridethrough.machine.Connection;
import dev.ridethrough.machine.KernelException;
import dev.ridethrough.machine.Latch;
import dev.ridethrough.machine.LockedFile;
import dev.ridethrough.machine.Machine;
import dev.ridethrough.machine.Phase;
import dev.ridethrough.machine.Store;
import dev.ridethrough.machine.StoreException;
import dev.ridethrough.mcp.Offer;
import dev.ridethrough.wire.ByteBudget;
import dev.ridethrough.wire.DaemonLine;
import dev.ridethrough.wire.Protocol;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// One generation of the daemon, from lease to exit.
public final class Daemon {
  private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(1);

  /// Unfinished requests of all clients together.
  private static final long MAX_UNREAD_BYTES = 64L * 1024 * 1024;

  private final Machine machine;
  private final DaemonSettings settings;
  private final Loader loader;
  private final Admission admission;
  private final Clients clients;
  private final ByteBudget budget = new ByteBudget(MAX_UNREAD_BYTES);
  private final LargeRequests large = new LargeRequests();
  private final Latch stop = new Latch();
  private final Latch loaded = new Latch();

  private final AtomicBoolean failed = new AtomicBoolean();
  private final AtomicBoolean ending = new AtomicBoolean();
  private final AtomicReference<@Nullable Loaded> resources = new AtomicReference<>();

  private final Post post;

  /// Makes what serves; called with the socket already in place, because it is slow.
  public interface Loader {
    Store openStore() throws StoreException;

    Engine engine(Store store) throws StoreException;
  }

  private record Loaded(Store store, Conversation.Serving serving) {}

  public Daemon(Machine machine, DaemonSettings settings, Loader loader) {
    this.machine = machine;
    this.settings = settings;
    this.loader = loader;
    this.admission = new Admission(machine);
    this.clients = new Clients(machine);
    this.post = new Post(machine, settings, new Owner());
  }

  /// Finds out whether a daemon may have its socket there, and makes the directories that are
  /// missing.
  ///
  /// @throws StartException when it may not
  public static void check(Machine machine, DaemonSettings settings) throws StartException {
    try {
      PathRules.check(machine, settings);
    } catch (KernelException e) {
      throw StartException.of(e, settings.socket());
    }
  }

  /// Serves until SIGTERM.
  ///
  /// @return the exit status: 0, or 1 when it could not load, had to cut requests off or failed to
  ///   clean up
  /// @throws StartException when the path can't be served
  public int run() throws StartException {
    machine.enter(Phase.START, null);
    machine.onTerminate(this::terminate);
    long generation;
    try {
      generation = post.take();
    } catch (KernelException e) {
      throw StartException.of(e, settings.socket());
    }
    log("generation " + generation + " listens at " + settings.socket());
    machine.start("load", () -> load(generation));
    post.startGuard();
    machine.startDedicated("signs of life", this::giveSignsOfLife);
    stop.await();
    return shutDown();
  }

  /// Before the path is bound there is nothing to clean up, and nobody to tell.
  private void terminate() {
    post.unlessTaken(() -> machine.exit(0));
    stop.open();
  }

  private void load(long generation) {
    machine.enter(Phase.LOAD, null);
    try {
      WarmUp warmUp = WarmUp.start(machine);
      Store store = loader.openStore();
      Engine engine = loader.engine(store);
      DaemonLine.Greeting greeting =
          new DaemonLine.Greeting(
              Protocol.NEWEST,
              Protocol.OLDEST,
              settings.version(),
              generation,
              machine.self().pid(),
              true,
              engine.journalId(),
              engine.toolsDigest());
      warmUp.await();
      resources.set(new Loaded(store, new Conversation.Serving(engine, greeting, clients)));
      log("generation " + generation + " serves");
      loaded.open();
      post.open();
      machine.enter(Phase.IDLE, null);
      leaveOffer(engine.offer());
    } catch (StoreException | StartException e) {
      end("can't serve from " + settings.home() + ": " + e.getMessage());
    } catch (RuntimeException | Error e) { // alive and never serving would be the worst
      end("can't serve, internal error: " + e);
    } finally {
      loaded.open();
      post.open();
    }
  }

  /// For clients that come while there is no daemon. The lock is only how the machine writes a
  /// file: whoever holds the lease is the only one who does.
  private void leaveOffer(Offer offer) {
    try {
      LockedFile file = machine.files().tryLock(settings.offerFile());
      if (file != null) {
        file.write(new String(offer.bytes(), StandardCharsets.UTF_8) + "\n");
      }
    } catch (KernelException e) { // then they are told what was offered last, or by their own build
      log("can't write " + settings.offerFile() + ", going on: " + e.getMessage());
    }
  }

  private final class Owner implements Post.Owner {
    @Override
    public void connected(Connection connection) {
      accept(connection);
    }

    @Override
    public boolean goesOn() {
      Loaded now = resources.get();
      if (now == null || now.store().isCurrent()) {
        return true;
      }
      end(
          "the store in "
              + settings.home()
              + " is gone: it was deleted, moved or replaced while this daemon used it. Nothing is"
              + " started any more; the next start opens what is there then");
      return false;
    }

    @Override
    public boolean madeRoom() {
      Conversation silent = admission.evict();
      if (silent != null) {
        silent.refuse(Conversation.NO_ROOM);
      }
      return silent != null;
    }

    @Override
    public void lost() {
      stop.open();
    }

    @Override
    public void broken(Throwable failure) {
      end("can't accept at " + settings.socket() + " any more, internal error: " + failure);
    }
  }

  private void accept(Connection connection) {
    Conversation conversation = new Conversation(machine, connection, admission, budget, large);
    if (admission.enter(conversation)) {
      machine.start("conversation", () -> conversation.run(this::awaitServing));
    } else {
      conversation.refuse(Conversation.DRAINING);
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
    machine.after(settings.drain().plus(DaemonSettings.SHUTDOWN_MARGIN), () -> machine.exit(1));
    post.open();
    leave("can't leave " + settings.socket(), this::leavePath);
    leave(
        "can't refuse clients",
        () -> admission.drain().forEach(it -> it.refuse(Conversation.DRAINING)));
    machine.after(settings.drain(), admission::endWaiting);
    int cut = admission.awaitIdle();
    if (cut > 0) {
      fail("cut off " + cut + " requests that ran longer than the drain limit");
    }
    Loaded open = resources.get();
    if (open != null && cut == 0) { // under a request that still runs, that would be its error
      leave("can't close the store", open.store()::close);
    }
    return failed.get() ? 1 : 0;
  }

  /// One step of the shutdown. When it fails the others are done all the same.
  private void leave(String failure, Runnable step) {
    try {
      step.run();
    } catch (RuntimeException | Error e) {
      fail(failure + ", going on: " + e);
    }
  }

  /// Ends with status 1. Said once, however often it is noticed.
  private void end(String text) {
    if (!ending.getAndSet(true)) {
      fail(text);
      stop.open();
    }
  }

  private void fail(String text) {
    failed.set(true);
    log(text);
  }

  private void leavePath() {
    try {
      post.leave();
    } catch (KernelException e) {
      fail("can't remove " + settings.socket() + ", going on: " + e.getMessage());
    }
  }

  private void log(String text) {
    machine.log("ridethrough: " + text);
  }
}
