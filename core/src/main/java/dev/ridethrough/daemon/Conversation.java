package dev.ridethrough.daemon;

import dev.ridethrough.engine.Answer;
import dev.ridethrough.engine.Engine;
import dev.ridethrough.engine.Execution;
import dev.ridethrough.machine.Connection;
import dev.ridethrough.machine.KernelException;
import dev.ridethrough.machine.Machine;
import dev.ridethrough.machine.Phase;
import dev.ridethrough.machine.Watchdog;
import dev.ridethrough.mcp.Listen;
import dev.ridethrough.wire.BadMessageException;
import dev.ridethrough.wire.ByteBudget;
import dev.ridethrough.wire.ClientLine;
import dev.ridethrough.wire.DaemonLine;
import dev.ridethrough.wire.LineWriter;
import dev.ridethrough.wire.Lines;
import dev.ridethrough.wire.OverBudgetException;
import dev.ridethrough.wire.Text;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// One connection: greeting, handshake, request, reply.
final class Conversation {
  /// A peer that does not read for so long loses its connection.
  static final Duration WRITE_LIMIT = Duration.ofSeconds(5);

  private static final Duration ALIVE_LIMIT = Duration.ofSeconds(1);

  /// A client that has been greeted writes within milliseconds, or it is not one of ours. After
  /// being stopped for longer it is told to come again.
  private static final Duration SILENCE_LIMIT = Duration.ofSeconds(3);

  /// A large request may be slow once it has begun.
  private static final Duration REQUEST_LIMIT = Duration.ofSeconds(30);

  /// Before that nobody counts as silent: what it wrote may not have been read yet.
  private static final Duration FIRST_MOMENT = Duration.ofMillis(100);

  private static final int MAX_CANCEL_BYTES = 1024;

  private static final long NO_ROOM_RETRY_MILLIS = 50;
  private static final long LARGE_RETRY_MILLIS = 500;
  private static final long LISTENING_RETRY_MILLIS = 5_000;
  private static final DaemonLine SILENT =
      new DaemonLine.NotStarted("no request came after the greeting", 0);

  /// For a connection that only takes a descriptor.
  static final DaemonLine NO_ROOM =
      new DaemonLine.NotStarted("too many connections at once", NO_ROOM_RETRY_MILLIS);

  static final DaemonLine DRAINING = new DaemonLine.NotStarted("shutting down", 0);

  private static final DaemonLine TOO_MANY_LISTEN =
      new DaemonLine.NotStarted("too many subscriptions at once", LISTENING_RETRY_MILLIS);

  /// This daemon may have been stopped for a while after it greeted.
  private static final DaemonLine TOO_LATE =
      new DaemonLine.NotStarted("its deadline has passed", 0);

  private final Machine machine;
  private final Connection connection;
  private final Admission admission;
  private final LargeRequests largeRequests;
  private final Inbound inbound;
  private final Lines lines;
  private final LineWriter writer;
  private final AtomicBoolean cancelled = new AtomicBoolean();
  private final ReentrantLock refusal = new ReentrantLock();
  private final long since;
  private boolean refused;

  /// What a subscription ends with; null when this is none.
  private byte @Nullable [] farewell;

  private boolean large;

  Conversation(
      Machine machine,
      Connection connection,
      Admission admission,
      ByteBudget budget,
      LargeRequests largeRequests) {
    this.machine = machine;
    this.connection = connection;
    this.admission = admission;
    this.largeRequests = largeRequests;
    this.since = machine.nanoTime();
    this.inbound = new Inbound(connection);
    this.lines = new Lines(inbound, budget);
    this.writer = new LineWriter(machine, connection);
  }

  /// Runs the whole conversation; always closes the connection.
  ///
  /// @param ready waits until the daemon can serve, and gives what serves; null when it never will
  void run(Ready ready) {
    try {
      Serving serving = ready.await();
      if (serving == null || !isOwner()) {
        return;
      }
      converse(serving);
    } catch (KernelException e) {
      // the peer went away or was cut off: its proxy knows what that means
      if (inbound.overlong()) {
        machine.log("ridethrough: cut off a client in a line that is too long");
      }
    } catch (OverBudgetException e) {
      sayQuietly(later("too many unfinished requests at once", 0));
    } catch (BadMessageException e) {
      machine.log("ridethrough: bad message from a client: " + Text.printable("" + e.getMessage()));
    } finally {
      admission.leave(this);
      connection.close();
      lines.release();
      giveBackRoom();
    }
  }

  private void giveBackRoom() {
    if (large) {
      large = false;
      largeRequests.leave();
    }
  }

  private void sayQuietly(DaemonLine line) {
    try {
      write(line);
    } catch (KernelException e) {
      // already gone
    }
  }

  /// Waits for what serves.
  interface Ready {
    @Nullable Serving await();
  }

  /// What serves once everything is loaded.
  record Serving(Engine engine, DaemonLine.Greeting greeting, Clients clients) {}

  private boolean isOwner() throws KernelException {
    int uid = connection.peer().uid();
    if (uid != machine.self().uid()) {
      machine.log("ridethrough: refused a connection of user " + uid);
      return false;
    }
    return true;
  }

  private void converse(Serving serving) throws KernelException, BadMessageException {
    machine.enter(Phase.RECEIVE, null);
    write(serving.greeting());
    Request request = receive(serving);
    if (request == null || lines.hasMore(connection)) {
      return; // the client is gone, or no longer wants it: after its request it only cancels or
      // closes
    }
    if (machine.nanoTime() > request.handshake().deadlineNanos()) {
      write(TOO_LATE);
      return;
    }
    if (request.handshake().listen()) {
      listen(serving, request.line());
      return;
    }
    switch (admission.start(this)) {
      case STARTED -> execute(serving, request);
      case SATURATED -> write(later("too many requests at once", 0));
      case REFUSED -> refuse(DRAINING);
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // nobody changes the array
  private record Request(ClientLine.Handshake handshake, byte[] line) {}

  /// The request, or null when the client went away before it was whole: half a request is none.
  private @Nullable Request receive(Serving serving) throws KernelException, BadMessageException {
    Watchdog silence = Watchdog.start(machine, SILENCE_LIMIT, this::refuseSilent);
    Watchdog patience = Watchdog.start(machine, REQUEST_LIMIT, connection::close);
    try {
      byte[] first = lines.next();
      if (first == null || !hasRoom(first)) {
        return null;
      }
      ClientLine said = ClientLine.of(first);
      if (said instanceof ClientLine.AskClients) {
        write(new DaemonLine.Clients(serving.clients().groups()));
      }
      if (!(said instanceof ClientLine.Handshake handshake)) {
        return null;
      }
      checkProtocol(serving.greeting(), handshake.protocol());
      serving.clients().hear(handshake);
      machine.enter(Phase.RECEIVE, handshake.request());
      byte[] line = lines.next();
      return line == null ? null : new Request(handshake, line);
    } finally {
      patience.cancel();
      silence.cancel();
    }
  }

  private void checkProtocol(DaemonLine.Greeting greeting, int chosen) throws BadMessageException {
    if (!greeting.serves(chosen)) {
      String reason =
          "protocol %d, ours are %d to %d"
              .formatted(chosen, greeting.oldest(), greeting.protocol());
      sayQuietly(new DaemonLine.NotStarted(reason, 0));
      throw new BadMessageException(reason);
    }
  }

  private void refuseSilent() {
    if (!inbound.heard() && admission.withdraw(this)) {
      refuse(SILENT);
    }
  }

  /// Whether it only takes a descriptor.
  boolean isSilent() {
    return !inbound.heard() && machine.nanoTime() - since > FIRST_MOMENT.toNanos();
  }

  /// Waits for a place to parse a large line; when there is none the client has been told.
  private boolean hasRoom(byte[] line) {
    if (line.length <= LargeRequests.LARGE_BYTES || large) {
      return true;
    }
    large = largeRequests.enter();
    if (!large) {
      sayQuietly(later("too many large requests at once", LARGE_RETRY_MILLIS));
    }
    return large;
  }

  private void execute(Serving serving, Request request) throws KernelException {
    if (!hasRoom(request.line())) {
      return;
    }
    String key = request.handshake().request();
    machine.enter(Phase.EXECUTE, key);
    machine.start("cancellation", this::awaitCancellation);
    Execution execution =
        new RequestExecution(
            machine, writer, request.handshake(), serving.greeting().generation(), cancelled);
    Answer answer = serving.engine().handle(request.line(), execution);
    machine.enter(Phase.REPLY, key);
    switch (answer) {
      case Answer.Reply it -> writer.write(WRITE_LIMIT, it.json());
      case Answer.NotStarted it when it.retryAfterMillis() > 0 ->
          write(later(it.reason(), it.retryAfterMillis()));
      case Answer.NotStarted it -> write(new DaemonLine.NotStarted(it.reason(), 0));
      case Answer.Unknown it -> write(new DaemonLine.Unknown(it.reason()));
      case Answer.Nothing _ -> {}
    }
  }

  /// Nothing is to be told within one life, whose tools are always the same: a subscription waits
  /// for its client to end it, or for the drain.
  private void listen(Serving serving, byte[] line) throws KernelException, BadMessageException {
    if (line.length > LargeRequests.LARGE_BYTES) {
      throw new BadMessageException("a subscription of " + line.length + " bytes");
    }
    switch (serving.engine().listen(line)) {
      case Listen.Asked.Refused it -> writer.write(WRITE_LIMIT, it.refusal().bytes(it.id()));
      case Listen.Asked.Granted it -> {
        if (isListening(it.listen())) {
          giveBackRoom(); // it may last for ever
          lines.next();
        }
      }
    }
  }

  private boolean isListening(Listen listen) throws KernelException {
    refusal.lock(); // so that the drain's farewell comes after the acknowledgement
    try {
      Admission.Verdict verdict = admission.listen(this);
      switch (verdict) {
        case STARTED -> {
          farewell = listen.ended();
          writer.write(WRITE_LIMIT, listen.acknowledged());
        }
        case SATURATED -> write(TOO_MANY_LISTEN);
        case REFUSED -> refuse(DRAINING);
      }
      return verdict == Admission.Verdict.STARTED;
    } finally {
      refusal.unlock();
    }
  }

  /// After its request a client sends only a cancellation, or closes.
  private void awaitCancellation() {
    try {
      byte[] line = lines.next();
      if (line == null
          || line.length > MAX_CANCEL_BYTES
          || ClientLine.of(line) instanceof ClientLine.Cancel) {
        cancelled.set(true);
      }
    } catch (KernelException | BadMessageException e) {
      cancelled.set(true); // gone, or no longer speaking the protocol: nobody waits for the reply
    }
  }

  /// Tells the client that its request was not and will not be started here, or that its
  /// subscription ends. The drain and the conversation itself may both come to it: the second waits
  /// until the first has said it, because closing would cut it off.
  void refuse(DaemonLine reason) {
    refusal.lock();
    try {
      if (!refused) {
        refused = true;
        sayQuietly(farewell == null ? reason : new DaemonLine.Message(farewell));
      }
    } finally {
      refusal.unlock();
    }
    connection.close();
  }

  /// Tells the client that its request still runs.
  void signOfLife() {
    try {
      writer.tryWrite(ALIVE_LIMIT, new DaemonLine.Alive().bytes());
    } catch (KernelException e) {
      cancelled.set(true);
    }
  }

  /// For a client that is to come back when there is less to do.
  private DaemonLine later(String reason, long leastMillis) {
    return new DaemonLine.NotStarted(reason, Math.max(leastMillis, admission.retryAfterMillis()));
  }

  private void write(DaemonLine line) throws KernelException {
    writer.write(WRITE_LIMIT, line.bytes());
  }
}
