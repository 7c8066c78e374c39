package dev.ridethrough.proxy;

import dev.ridethrough.grace.Budget;
import dev.ridethrough.grace.Decision;
import dev.ridethrough.grace.Explanation;
import dev.ridethrough.grace.Exposure;
import dev.ridethrough.grace.Failure;
import dev.ridethrough.grace.Outcome;
import dev.ridethrough.machine.KernelException;
import dev.ridethrough.machine.Phase;
import dev.ridethrough.mcp.Listen;
import dev.ridethrough.wire.BadMessageException;
import dev.ridethrough.wire.ClientLine;
import dev.ridethrough.wire.DaemonLine;
import dev.ridethrough.wire.Envelope;
import dev.ridethrough.wire.Replies;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One `subscriptions/listen`: open at one daemon after the other, while its client sees one.
///
/// Only its first acknowledgement has a window: while there is no daemon by then, the proxy gives
/// it, because a client that waits longer may give up for its whole life.
final class Subscription implements InFlight.Cancellable {
  private static final Duration GREETING_LIMIT = Duration.ofSeconds(2);
  private static final Duration WRITE_LIMIT = Duration.ofSeconds(5);

  /// A daemon has nothing to say for as long as it lives.
  private static final Duration NO_LIMIT = Duration.ofDays(1);

  private final Client client;
  private final Listen listen;
  private final byte[] line;
  private final String key;
  private final Consumer<byte[]> output;
  private final Runnable opened;
  private final Consumer<Subscription> over;
  private final Budget budget;
  private final Lookout lookout;
  private final ReentrantLock lock = new ReentrantLock();

  /// Held while the client is told something, so that nothing comes before the acknowledgement, nor
  /// after the reply.
  private final ReentrantLock speaking = new ReentrantLock();

  private volatile boolean acknowledged;
  private @Nullable DaemonLink link;
  private boolean listening;
  private boolean ended;

  /// Pauses since something last changed at the path.
  private int quiet;

  /// @param number among the subscriptions of this proxy
  /// @param opened called when it is acknowledged
  /// @param over called when it ends, before its reply
  Subscription(
      Client client,
      Listen listen,
      byte[] line,
      long number,
      Consumer<byte[]> output,
      Runnable opened,
      Consumer<Subscription> over) {
    this.client = client;
    this.listen = listen;
    this.line = line;
    this.key = client.id + "-listen-" + number;
    this.output = output;
    this.opened = opened;
    this.over = over;
    this.lookout = new Lookout(client);
    this.budget = Budget.start(client.settings.grace().window(), client.machine.nanoTime());
  }

  /// Returns when it has ended.
  void run() {
    try {
      while (!isEnded()) {
        long seen = client.bell.rings();
        try {
          follow();
        } catch (AttemptFailed e) {
          await(e.failure(), seen);
        }
      }
    } catch (RuntimeException | Error e) {
      client.log("internal error in subscription " + listen.id() + ": " + e);
      String message = "Internal error in the proxy; see its log.";
      end(Replies.error(listen.id(), Replies.INTERNAL_ERROR, message, null));
    }
  }

  private void await(Failure failure, long seen) {
    if (isEnded()) {
      return;
    }
    client.bell.arm();
    if (acknowledged) {
      lookout.await(failure, seen);
    } else {
      awaitFirst(failure instanceof Failure.AfterWrite ? new Failure.Unsent() : failure, seen);
    }
  }

  private void awaitFirst(Failure failure, long seen) {
    client.machine.enter(Phase.WAIT, key);
    long left = budget.leftNanos(client.machine.nanoTime());
    double random = client.machine.random().nextDouble();
    switch (client.settings.grace().decide(failure, Exposure.NONE, left, random, quiet)) {
      case Decision.Retry retry -> {
        client.bell.await(seen, Duration.ofNanos(Math.min(left, retry.pauseMillis() * 1_000_000)));
        quiet = client.bell.rings() == seen ? quiet + 1 : 0;
      }
      case Decision.GiveUp _ when failure instanceof Failure.Permanent -> giveUp(failure);
      case Decision.GiveUp _ -> acknowledge(listen.acknowledged());
    }
  }

  private void giveUp(Failure failure) {
    String socket = client.settings.socket().toString();
    long waited = budget.spentMillis(client.machine.nanoTime());
    String message = Explanation.of(failure, Outcome.NOT_SENT, Exposure.NONE, socket, waited);
    end(new OwnReply(Outcome.NOT_SENT, message, false).bytes(listen.id(), waited, socket));
  }

  private void follow() throws AttemptFailed {
    client.machine.enter(Phase.CONNECT, key);
    try (DaemonLink daemon = client.connect(GREETING_LIMIT)) {
      if (!begin(daemon)) {
        return;
      }
      send(daemon);
      while (!isEnded()) {
        client.machine.enter(Phase.AWAIT, key);
        take(next(daemon));
      }
    }
  }

  /// False when it has ended: nothing must be sent.
  private boolean begin(DaemonLink daemon) {
    lock.lock();
    try {
      link = daemon;
      return !ended;
    } finally {
      lock.unlock();
    }
  }

  private void send(DaemonLink daemon) throws AttemptFailed {
    client.machine.enter(Phase.SEND, key);
    long deadline = client.machine.nanoTime() + WRITE_LIMIT.toNanos();
    ClientLine handshake =
        new ClientLine.Handshake(
            daemon.greeting().common(),
            client.settings.version(),
            client.id,
            key,
            1,
            deadline,
            client.session(),
            false,
            0,
            0,
            true);
    try {
      daemon.write(WRITE_LIMIT, handshake.bytes(), line);
    } catch (KernelException e) {
      throw new AttemptFailed(new Failure.Unsent());
    }
  }

  private static DaemonLine next(DaemonLink daemon) throws AttemptFailed {
    try {
      DaemonLine next = daemon.next(NO_LIMIT);
      if (next != null) {
        return next;
      }
    } catch (DaemonLink.SilenceException | BadMessageException e) {
      // another connection will do
    }
    throw new AttemptFailed(new Failure.Lost());
  }

  private void take(DaemonLine line) throws AttemptFailed {
    switch (line) {
      case DaemonLine.Message it -> take(it.json());
      case DaemonLine.NotStarted it ->
          throw new AttemptFailed(new Failure.NotStarted(it.reason(), it.retryAfterMillis()));
      case DaemonLine.Unknown _ -> throw new AttemptFailed(new Failure.Lost());
      case DaemonLine.Alive _, DaemonLine.Greeting _, DaemonLine.Clients _ -> {}
    }
  }

  private void take(byte[] json) throws AttemptFailed {
    try {
      switch (Envelope.of(json)) {
        case Envelope.Response it when !it.id().equals(listen.id()) ->
            client.log("dropped a reply to " + it.id() + ", expected " + listen.id());
        case Envelope.Response it when it.error() -> end(json);
        case Envelope.Response _ ->
            throw new AttemptFailed(new Failure.Lost()); // the daemon leaves
        case Envelope.Notification it when it.method().equals(Listen.ACKNOWLEDGED) ->
            acknowledge(json);
        case Envelope.Notification _ -> deliver(json);
        case Envelope.Request it -> client.log("dropped a request from the daemon: " + it.method());
        case Envelope.Invalid it -> client.log("dropped a line from the daemon: " + it.reason());
      }
    } catch (BadMessageException e) {
      client.log("dropped a line from the daemon: " + e.getMessage());
    }
  }

  /// The client hears it once, however many daemons say it.
  private void acknowledge(byte[] json) {
    speaking.lock();
    try {
      if (isEnded() || acknowledged) {
        return;
      }
      tell(json);
      acknowledged = true;
    } finally {
      speaking.unlock();
    }
    if (listen.tools() && startsListening()) {
      opened.run();
    }
  }

  private boolean startsListening() {
    lock.lock();
    try {
      listening = !ended;
      if (listening) {
        client.tools.listen();
      }
      return listening;
    } finally {
      lock.unlock();
    }
  }

  void tellToolsChanged() {
    if (listen.tools()) {
      deliver(listen.toolsChanged());
    }
  }

  private void deliver(byte[] json) {
    speaking.lock();
    try {
      if (acknowledged && !isEnded()) {
        tell(json);
      }
    } finally {
      speaking.unlock();
    }
  }

  private void tell(byte[] json) {
    client.machine.enter(Phase.DELIVER, key);
    output.accept(json);
  }

  /// The proxy leaves: the client gets the reply.
  void end() {
    end(listen.ended());
  }

  private void end(byte[] reply) {
    if (!stop()) {
      return;
    }
    speaking.lock();
    try {
      tell(reply);
    } finally {
      speaking.unlock();
    }
  }

  /// The client wants no more: not even a reply.
  @Override
  public void cancel() {
    stop();
  }

  private boolean stop() {
    DaemonLink daemon;
    lock.lock();
    try {
      if (ended) {
        return false;
      }
      ended = true;
      daemon = link;
      if (listening) {
        client.tools.stopListening();
      }
    } finally {
      lock.unlock();
    }
    client.machine.enter(Phase.IDLE, null);
    if (daemon != null) {
      daemon.close(); // which tells the daemon
    }
    client.bell.ring();
    over.accept(this);
    return true;
  }

  private boolean isEnded() {
    lock.lock();
    try {
      return ended;
    } finally {
      lock.unlock();
    }
  }
}
