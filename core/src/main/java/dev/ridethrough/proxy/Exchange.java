package dev.ridethrough.proxy;

import dev.ridethrough.grace.Budget;
import dev.ridethrough.grace.Decision;
import dev.ridethrough.grace.Explanation;
import dev.ridethrough.grace.Failure;
import dev.ridethrough.grace.Outcome;
import dev.ridethrough.machine.KernelException;
import dev.ridethrough.machine.Machine;
import dev.ridethrough.machine.Phase;
import dev.ridethrough.wire.BadMessageException;
import dev.ridethrough.wire.ClientLine;
import dev.ridethrough.wire.DaemonLine;
import dev.ridethrough.wire.Envelope;
import dev.ridethrough.wire.Lines;
import dev.ridethrough.wire.Protocol;
import dev.ridethrough.wire.Replies;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Gets one request answered: as many attempts as its grace window allows, one reply.
final class Exchange {
  /// Longest wait for one greeting; then another attempt, which may find a newer daemon at the
  /// path.
  private static final Duration GREETING_LIMIT = Duration.ofSeconds(2);

  /// What even a request without any grace gets to reach a daemon that is there.
  private static final Duration FIRST_ATTEMPT = Duration.ofMillis(500);

  /// Of a notification, which gets no reply.
  static final String NO_ID = "null";

  private static final Duration CANCEL_LIMIT = Duration.ofSeconds(1);

  private final Client client;
  private final Machine machine;
  private final byte[] request;
  private final String id;
  private final String key;
  private final Consumer<byte[]> notifications;
  private final ReentrantLock lock = new ReentrantLock();
  private Budget budget;
  private long attempts;

  /// Pauses since something last changed at the path.
  private int quiet;

  private boolean cancelled;
  private int undelivered;

  /// From now on it may have been executed, as far as this side can know.
  private boolean exposed;

  private @Nullable DaemonLink sent;

  /// @param id the request's id as JSON text, or [#NO_ID]
  /// @param arrived when the request came in, on the monotonic clock
  /// @param notifications gets what the daemon sends before the reply, as it comes
  Exchange(Client client, byte[] request, String id, long arrived, Consumer<byte[]> notifications) {
    this.client = client;
    this.machine = client.machine;
    this.request = request;
    this.id = id;
    this.key = client.nextRequestKey();
    this.notifications = notifications;
    this.budget = Budget.start(client.settings.grace().window(), arrived);
  }

  /// The reply line, or null when the request was cancelled. [#delivered] must follow.
  ///
  /// Even a bug of ours must not cost a request its reply: its client would wait for ever.
  byte @Nullable [] run() {
    try {
      return rideOut();
    } catch (RuntimeException | Error e) {
      client.log("internal error in request " + id + ": " + e);
      Outcome outcome = exposed ? Outcome.UNKNOWN : Outcome.NOT_SENT;
      return isCancelled() ? null : error(Explanation.ofInternalError(outcome), outcome, false);
    }
  }

  private byte @Nullable [] rideOut() {
    while (!isCancelled()) {
      long seen = client.bell.rings();
      try {
        byte[] reply = attempt();
        return isCancelled() ? null : reply;
      } catch (AttemptFailed e) {
        byte[] error = pauseOrGiveUp(e.failure(), seen);
        if (error != null) {
          return isCancelled() ? null : error;
        }
      }
    }
    return null;
  }

  /// The reply needs no memory any more.
  void delivered() {
    client.slots.delivered(undelivered);
    undelivered = 0;
  }

  /// Drops the request when it still waits; otherwise tells the daemon, and no reply will be
  /// delivered.
  void cancel() {
    DaemonLink link;
    lock.lock();
    try {
      cancelled = true;
      link = sent;
    } finally {
      lock.unlock();
    }
    client.bell.ring();
    if (link != null) {
      machine.start("cancel " + id, () -> tell(link)); // the daemon may be slow to read
    }
  }

  private void tell(DaemonLink link) {
    try {
      link.write(CANCEL_LIMIT, new ClientLine.Cancel().bytes());
    } catch (KernelException e) {
      client.log("a cancellation was not delivered: " + e.getMessage());
    }
  }

  private boolean isCancelled() {
    lock.lock();
    try {
      return cancelled;
    } finally {
      lock.unlock();
    }
  }

  private byte @Nullable [] pauseOrGiveUp(Failure failure, long seen) {
    long left = budget.leftNanos(machine.nanoTime());
    double random = machine.random().nextDouble();
    return switch (client.settings.grace().decide(failure, left, random, quiet)) {
      case Decision.Retry retry -> {
        machine.enter(Phase.WAIT, key);
        client.bell.arm();
        long nanos = Math.min(left, Duration.ofMillis(retry.pauseMillis()).toNanos());
        client.bell.await(seen, Duration.ofNanos(nanos));
        quiet = client.bell.rings() == seen ? quiet + 1 : 0;
        yield null;
      }
      case Decision.GiveUp giveUp -> error(failure, giveUp.outcome());
    };
  }

  private byte[] error(Failure failure, Outcome outcome) {
    String socket = client.settings.socket().toString();
    long waited = budget.spentMillis(machine.nanoTime());
    String message = Explanation.of(failure, outcome, socket, waited);
    if (id.equals(NO_ID) && outcome == Outcome.NOT_SENT) {
      // nobody else will ever know
      client.log.line("notifications dropped", "a notification was dropped. " + message);
    }
    boolean retryable = outcome == Outcome.NOT_SENT && !(failure instanceof Failure.Permanent);
    return error(message, outcome, retryable);
  }

  private byte[] error(String message, Outcome outcome, boolean retryable) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("outcome", outcome.text());
    data.put("retryable", retryable);
    data.put("waitedMs", budget.spentMillis(machine.nanoTime()));
    data.put("socket", client.settings.socket().toString());
    int code = outcome == Outcome.NOT_SENT ? Replies.NOT_SENT : Replies.UNKNOWN;
    return Replies.error(id, code, message, data);
  }

  private byte[] attempt() throws AttemptFailed {
    attempts++;
    machine.enter(Phase.CONNECT, key);
    if (!takeSlot()) {
      throw new AttemptFailed(new Failure.NotStarted("too many requests at once", 0));
    }
    try (DaemonLink link =
        DaemonLink.open(machine, client.settings.socket(), reach(GREETING_LIMIT))) {
      client.noteVersion(link.greeting().version());
      send(link);
      machine.enter(Phase.AWAIT, key);
      byte[] reply = await(link);
      undelivered = reply.length;
      client.slots.keep(undelivered);
      return reply;
    } finally {
      setSent(null);
      client.slots.giveBack();
    }
  }

  /// Time in which this request's own client does not read is not charged to it.
  private boolean takeSlot() {
    long before = client.slots.withheldNanos();
    boolean taken = client.slots.take(reach(left()));
    budget = budget.charge(before - client.slots.withheldNanos());
    return taken;
  }

  private void send(DaemonLink link) throws AttemptFailed {
    machine.enter(Phase.SEND, key);
    if (!setSent(link)) {
      throw new AttemptFailed(new Failure.Unsent()); // cancelled: nothing will be written
    }
    // as long as this side listens: what starts later would be executed for nobody
    long deadline = machine.nanoTime() + patience().toNanos();
    ClientLine handshake =
        new ClientLine.Handshake(
            Protocol.VERSION,
            client.settings.version(),
            client.id,
            key,
            attempts,
            deadline,
            client.session());
    byte[] line = handshake.bytes();
    if (line.length > Lines.MAX_LINE_BYTES) {
      throw new AttemptFailed(
          new Failure.Other("the handshake would be longer than a line may be"));
    }
    try {
      exposed = true;
      link.write(reach(Duration.ofDays(1)), line, request);
    } catch (KernelException e) {
      exposed = false; // the newline was not written
      throw new AttemptFailed(new Failure.Unsent());
    }
  }

  private boolean setSent(@Nullable DaemonLink link) {
    lock.lock();
    try {
      if (link != null && cancelled) {
        return false;
      }
      sent = link;
      return true;
    } finally {
      lock.unlock();
    }
  }

  private byte[] await(DaemonLink link) throws AttemptFailed {
    Budget queued = budget; // still running: the time until a "not started" is charged
    budget = budget.pause(machine.nanoTime());
    while (true) {
      switch (nextLine(link)) {
        case DaemonLine.NotStarted n -> {
          budget = queued;
          exposed = false;
          throw new AttemptFailed(new Failure.NotStarted(n.reason(), n.retryAfterMillis()));
        }
        case DaemonLine.Message m when isReply(m.json()) -> {
          return m.json();
        }
        case DaemonLine.Message _, DaemonLine.Alive _, DaemonLine.Greeting _ -> {}
      }
    }
  }

  private DaemonLine nextLine(DaemonLink link) throws AttemptFailed {
    long since = machine.nanoTime();
    DaemonLine line;
    try {
      line = link.next(patience());
    } catch (DaemonLink.SilenceException e) {
      budget = budget.charge(machine.nanoTime() - since);
      throw new AttemptFailed(new Failure.Silent());
    } catch (BadMessageException e) {
      client.log("the daemon sent a bad line: " + e.getMessage());
      throw new AttemptFailed(new Failure.Lost());
    }
    if (line == null) {
      throw new AttemptFailed(new Failure.Lost());
    }
    long silent = machine.nanoTime() - since;
    if (silent > client.settings.grace().silence().toNanos()) {
      budget = budget.charge(silent);
    }
    return line;
  }

  /// Whether it is the reply to this request; passes notifications on and drops what belongs to
  /// nobody.
  private boolean isReply(byte[] json) {
    try {
      switch (Envelope.of(json)) {
        case Envelope.Response r when r.id().equals(id) -> {
          return true;
        }
        case Envelope.Notification _ -> {
          if (!isCancelled()) {
            notifications.accept(json);
          }
        }
        case Envelope.Response r -> client.log("dropped a reply to " + r.id() + ", expected " + id);
        case Envelope.Request r -> client.log("dropped a request from the daemon: " + r.method());
        case Envelope.Invalid i -> client.log("dropped a line from the daemon: " + i.reason());
      }
    } catch (BadMessageException e) {
      client.log("dropped a line from the daemon: " + e.getMessage());
    }
    return false;
  }

  /// How long this side waits for a line after it wrote the request.
  private Duration patience() {
    return longer(client.settings.grace().silence(), left());
  }

  /// How long reaching the daemon may take in this attempt.
  private Duration reach(Duration limit) {
    Duration least = attempts == 1 ? FIRST_ATTEMPT : Duration.ofNanos(1);
    Duration most = longer(left(), least);
    return limit.compareTo(most) < 0 ? limit : most;
  }

  private Duration left() {
    return Duration.ofNanos(budget.leftNanos(machine.nanoTime()));
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) > 0 ? a : b;
  }
}
