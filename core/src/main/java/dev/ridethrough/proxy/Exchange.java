package dev.ridethrough.proxy;

import dev.ridethrough.grace.Budget;
import dev.ridethrough.grace.Decision;
import dev.ridethrough.grace.Delivery;
import dev.ridethrough.grace.Explanation;
import dev.ridethrough.grace.Exposure;
import dev.ridethrough.grace.Failure;
import dev.ridethrough.grace.Grace;
import dev.ridethrough.grace.Outcome;
import dev.ridethrough.machine.KernelException;
import dev.ridethrough.machine.Machine;
import dev.ridethrough.machine.Phase;
import dev.ridethrough.wire.BadMessageException;
import dev.ridethrough.wire.ClientLine;
import dev.ridethrough.wire.DaemonLine;
import dev.ridethrough.wire.Lines;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Gets one request answered: as many attempts as its grace window allows, one reply.
final class Exchange implements InFlight.Cancellable {
  /// Longest wait for one greeting; then another attempt, which may find a newer daemon at the
  /// path.
  private static final Duration GREETING_LIMIT = Duration.ofSeconds(2);

  /// What even a request without any grace gets to reach a daemon that is there.
  private static final Duration FIRST_ATTEMPT = Duration.ofMillis(500);

  /// Of a notification, which gets no reply.
  static final String NO_ID = "null";

  private final Client client;
  private final Machine machine;
  private final byte[] request;
  private final String id;
  private final long number;
  private final String key;
  private final boolean exactlyOnce;
  private final boolean harmless;
  private final Cancellation cancellation;
  private final Relay relay;
  private Budget budget;
  private Exposure exposure = Exposure.NONE;
  private long attempts;

  /// Of the daemon that it was written to last.
  private @Nullable String journalId;

  /// Pauses since something last changed at the path.
  private int quiet;

  /// Whether the client was told that its request waits since it was last lost.
  private boolean told;

  private int undelivered;
  private boolean givenUp;
  private @Nullable String toolsDigest;

  /// @param id the request's id as JSON text, or [#NO_ID]
  /// @param harmless it has no effect: when it is lost it is sent again
  /// @param arrived when the request came in, on the monotonic clock
  /// @param notifications gets what the daemon sends before the reply, as it comes
  Exchange(
      Client client,
      byte[] request,
      String id,
      boolean harmless,
      long arrived,
      Consumer<byte[]> notifications) {
    Grace grace = client.settings.grace();
    this.client = client;
    this.machine = client.machine;
    this.request = request;
    this.id = id;
    this.harmless = harmless;
    this.number = client.numbers.next();
    this.key = client.id + "-" + number;
    // a notification gets no reply: nobody can tell its loss from its end
    this.exactlyOnce = grace.delivery() == Delivery.EXACTLY_ONCE && !id.equals(NO_ID);
    this.cancellation = new Cancellation(client, id);
    Progress progress = exactlyOnce ? new Progress(request) : null;
    this.relay = new Relay(client, id, cancellation, notifications, progress);
    this.budget = Budget.start(grace.window(), arrived);
  }

  /// The reply line, or null when the request was cancelled. [#over] must follow.
  ///
  /// Even a bug of ours must not cost a request its reply: its client would wait for ever.
  byte @Nullable [] run() {
    try {
      return rideOut();
    } catch (RuntimeException | Error e) {
      client.log("internal error in request " + id + ": " + e);
      Outcome outcome = exposure.outcome();
      String message = Explanation.ofInternalError(outcome);
      return isCancelled() ? null : reply(new OwnReply(outcome, message, false));
    }
  }

  private byte @Nullable [] rideOut() {
    while (!isCancelled()) {
      long seen = client.bell.rings();
      try {
        byte[] reply = attempt();
        return isCancelled() ? null : reply;
      } catch (AttemptFailed e) {
        byte[] error = pauseOrGiveUp(harmless ? forgiven(e.failure()) : e.failure(), seen);
        if (error != null) {
          return isCancelled() ? null : error;
        }
      }
    }
    return null;
  }

  /// Nobody waits for it any more, nor will it be sent again: its reply needs no memory, and a
  /// daemon may forget it. To be called whether or not it ran.
  void over() {
    client.slots.delivered(undelivered);
    undelivered = 0;
    client.numbers.over(number);
  }

  /// Whether no daemon has answered, and nothing was executed; waiting longer might have helped.
  boolean isGivenUp() {
    return givenUp;
  }

  /// Tells the list of tools of the daemon that was asked last from any other; null when it does
  /// not say.
  @Nullable String toolsDigest() {
    return toolsDigest;
  }

  /// Drops the request when it still waits; otherwise tells the daemon, and no reply will be
  /// delivered.
  @Override
  public void cancel() {
    cancellation.cancel();
  }

  private boolean isCancelled() {
    return cancellation.isCancelled();
  }

  /// What was lost of a request without an effect need not be known.
  private Failure forgiven(Failure failure) {
    if (!(failure instanceof Failure.AfterWrite)) {
      return failure;
    }
    exposure = exposure.notExecuted();
    budget = budget.resume(machine.nanoTime());
    return new Failure.Unsent();
  }

  private byte @Nullable [] pauseOrGiveUp(Failure failure, long seen) {
    if (failure instanceof Failure.Lost || failure instanceof Failure.Silent) {
      exposure = exposure.lose();
      budget = budget.resume(machine.nanoTime());
      told = false;
    }
    long left = budget.leftNanos(machine.nanoTime());
    double random = machine.random().nextDouble();
    return switch (client.settings.grace().decide(failure, exposure, left, random, quiet)) {
      case Decision.Retry retry -> {
        machine.enter(Phase.WAIT, key);
        tellThatItWaits();
        client.bell.arm();
        Duration most = left();
        Duration pause = Duration.ofMillis(retry.pauseMillis());
        client.bell.await(seen, pause.compareTo(most) < 0 ? pause : most);
        quiet = client.bell.rings() == seen ? quiet + 1 : 0;
        yield null;
      }
      case Decision.GiveUp giveUp -> giveUp(failure, giveUp.outcome());
    };
  }

  /// Once an outage. The client may be slow to read; that is not charged to the request.
  private void tellThatItWaits() {
    if (exposure.isExposed() && !told) {
      told = true;
      budget = budget.pause(machine.nanoTime());
      relay.tellThatItWaits();
      budget = budget.resume(machine.nanoTime());
    }
  }

  private byte[] giveUp(Failure failure, Outcome outcome) {
    String socket = client.settings.socket().toString();
    long waited = budget.spentMillis(machine.nanoTime());
    String message = Explanation.of(failure, outcome, exposure, socket, waited);
    if (id.equals(NO_ID) && outcome == Outcome.NOT_SENT) {
      // nobody else will ever know
      client.log.line("notifications dropped", "a notification was dropped. " + message);
    }
    givenUp = outcome == Outcome.NOT_SENT && !(failure instanceof Failure.Permanent);
    return reply(new OwnReply(outcome, message, givenUp));
  }

  private byte[] reply(OwnReply own) {
    long waited = budget.spentMillis(machine.nanoTime());
    return own.bytes(id, waited, client.settings.socket().toString());
  }

  private byte[] attempt() throws AttemptFailed {
    attempts++;
    machine.enter(Phase.CONNECT, key);
    if (!takeSlot()) {
      throw new AttemptFailed(new Failure.NotStarted("too many requests at once", 0));
    }
    try (DaemonLink link = client.connect(reach(GREETING_LIMIT))) {
      DaemonLine.Greeting greeting = link.greeting();
      toolsDigest = greeting.tools();
      send(link, greeting.common(), isJournaled(greeting));
      machine.enter(Phase.AWAIT, key);
      byte[] reply = await(link);
      undelivered = reply.length;
      client.slots.keep(undelivered);
      return reply;
    } finally {
      cancellation.end();
      client.slots.giveBack();
    }
  }

  /// Whether the daemon's journal can tell what became of the request if it is lost there.
  private boolean isJournaled(DaemonLine.Greeting greeting) throws AttemptFailed {
    if (exposure.isExposed() && exposure.journal() && !isSameJournal(greeting)) {
      throw new AttemptFailed(new Failure.NoJournal());
    }
    journalId = greeting.journalId();
    return exactlyOnce && greeting.journal();
  }

  /// A daemon that does not say which journal it keeps is believed to have kept it.
  private boolean isSameJournal(DaemonLine.Greeting greeting) {
    String now = greeting.journalId();
    return greeting.journal() && (journalId == null || now == null || now.equals(journalId));
  }

  /// Time in which this request's own client does not read is not charged to it.
  private boolean takeSlot() {
    long before = client.slots.withheldNanos();
    boolean taken = client.slots.take(reach(left()));
    budget = budget.charge(before - client.slots.withheldNanos());
    return taken;
  }

  private void send(DaemonLink link, int protocol, boolean journal) throws AttemptFailed {
    machine.enter(Phase.SEND, key);
    if (!cancellation.begin(link)) {
      throw new AttemptFailed(new Failure.Unsent()); // cancelled: nothing will be written
    }
    byte[] line = handshake(protocol, journal).bytes();
    if (line.length > Lines.MAX_LINE_BYTES) {
      throw new AttemptFailed(
          new Failure.Other("the handshake would be longer than a line may be"));
    }
    try {
      exposure = exposure.write(journal);
      link.write(reach(Duration.ofDays(1)), line, request);
    } catch (KernelException e) {
      exposure = exposure.notExecuted(); // the newline was not written
      throw new AttemptFailed(new Failure.Unsent());
    }
  }

  private ClientLine handshake(int protocol, boolean journal) {
    // as long as this side listens: what starts later would be executed for nobody
    long deadline = machine.nanoTime() + patience().toNanos();
    return new ClientLine.Handshake(
        protocol,
        client.settings.version(),
        client.id,
        key,
        attempts,
        deadline,
        client.session(),
        journal,
        number,
        client.numbers.acknowledged(),
        false);
  }

  private byte[] await(DaemonLink link) throws AttemptFailed {
    Budget queued = budget; // still running: the time until a "not started" is charged
    budget = budget.pause(machine.nanoTime());
    while (true) {
      switch (nextLine(link)) {
        case DaemonLine.NotStarted n -> {
          budget = queued;
          exposure = exposure.notExecuted();
          throw new AttemptFailed(new Failure.NotStarted(n.reason(), n.retryAfterMillis()));
        }
        case DaemonLine.Unknown u -> throw new AttemptFailed(new Failure.Unknowable(u.reason()));
        case DaemonLine.Message m when relay.isReply(m.json(), exposure.isExposed()) -> {
          return m.json();
        }
        case DaemonLine.Message _,
            DaemonLine.Alive _,
            DaemonLine.Greeting _,
            DaemonLine.Clients _ -> {}
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
    long silent = machine.nanoTime() - since;
    if (silent > client.settings.grace().silence().toNanos()) {
      budget = budget.charge(silent);
    }
    if (line == null) {
      throw new AttemptFailed(new Failure.Lost());
    }
    return line;
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
