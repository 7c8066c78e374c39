package dev.ridethrough.daemon;

import dev.ridethrough.engine.Engine;
import dev.ridethrough.engine.Execution;
import dev.ridethrough.machine.Connection;
import dev.ridethrough.machine.KernelException;
import dev.ridethrough.machine.Machine;
import dev.ridethrough.machine.Phase;
import dev.ridethrough.machine.Watchdog;
import dev.ridethrough.wire.BadMessageException;
import dev.ridethrough.wire.ByteBudget;
import dev.ridethrough.wire.ClientLine;
import dev.ridethrough.wire.DaemonLine;
import dev.ridethrough.wire.LineWriter;
import dev.ridethrough.wire.Lines;
import dev.ridethrough.wire.OverBudgetException;
import dev.ridethrough.wire.Protocol;
import dev.ridethrough.wire.Text;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// One connection: greeting, handshake, request, reply.
final class Conversation {
  /// A peer that does not read for so long loses its connection.
  private static final Duration WRITE_LIMIT = Duration.ofSeconds(5);

  private static final Duration ALIVE_LIMIT = Duration.ofSeconds(1);

  /// A client that has been greeted writes at once, or it is not one of ours.
  private static final Duration REQUEST_LIMIT = Duration.ofSeconds(30);

  private static final long SATURATED_RETRY_MILLIS = 50;
  private static final DaemonLine DRAINING = new DaemonLine.NotStarted("shutting down", 0);
  private static final DaemonLine SATURATED =
      new DaemonLine.NotStarted("too many requests at once", SATURATED_RETRY_MILLIS);

  /// This daemon may have been stopped for a while after it greeted.
  private static final DaemonLine TOO_LATE =
      new DaemonLine.NotStarted("its deadline has passed", 0);

  private final Machine machine;
  private final Connection connection;
  private final Admission admission;
  private final Lines lines;
  private final LineWriter writer;
  private final AtomicBoolean cancelled = new AtomicBoolean();
  private final ReentrantLock refusal = new ReentrantLock();
  private boolean refused;

  Conversation(Machine machine, Connection connection, Admission admission, ByteBudget budget) {
    this.machine = machine;
    this.connection = connection;
    this.admission = admission;
    this.lines = new Lines(connection, budget);
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
    } catch (OverBudgetException e) {
      sayQuietly(SATURATED);
    } catch (BadMessageException e) {
      machine.log("ridethrough: bad message from a client: " + Text.printable("" + e.getMessage()));
    } finally {
      admission.leave(this);
      connection.close();
      lines.release();
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
  record Serving(Engine engine, DaemonLine.Greeting greeting) {}

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
    Request request = receive();
    if (request == null || lines.hasMore(connection)) {
      return; // the client is gone, or no longer wants it: after its request it only cancels or
      // closes
    }
    if (machine.nanoTime() > request.handshake().deadlineNanos()) {
      write(TOO_LATE);
      return;
    }
    switch (admission.start(this)) {
      case STARTED -> execute(serving.engine(), request);
      case SATURATED -> write(SATURATED);
      case DRAINING -> refuse();
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // nobody changes the array
  private record Request(ClientLine.Handshake handshake, byte[] line) {}

  /// The request, or null when the client went away before it was whole: half a request is none.
  private @Nullable Request receive() throws KernelException, BadMessageException {
    Watchdog patience = Watchdog.start(machine, REQUEST_LIMIT, connection::close);
    try {
      byte[] first = lines.next();
      if (first == null || !(ClientLine.of(first) instanceof ClientLine.Handshake handshake)) {
        return null;
      }
      if (handshake.protocol() != Protocol.VERSION) {
        String reason = "protocol " + handshake.protocol() + ", ours is " + Protocol.VERSION;
        sayQuietly(new DaemonLine.NotStarted(reason, 0));
        throw new BadMessageException(reason);
      }
      machine.enter(Phase.RECEIVE, handshake.request());
      byte[] line = lines.next();
      return line == null ? null : new Request(handshake, line);
    } finally {
      patience.cancel();
    }
  }

  private void execute(Engine engine, Request request) throws KernelException {
    String key = request.handshake().request();
    machine.enter(Phase.EXECUTE, key);
    machine.start("cancellation", this::awaitCancellation);
    byte[] reply = engine.handle(request.line(), execution(request.handshake()));
    machine.enter(Phase.REPLY, key);
    if (reply != null) {
      writer.write(WRITE_LIMIT, reply);
    }
  }

  /// After its request a client sends only a cancellation, or closes.
  private void awaitCancellation() {
    try {
      byte[] line = lines.next();
      if (line == null || ClientLine.of(line) instanceof ClientLine.Cancel) {
        cancelled.set(true);
      }
    } catch (KernelException | BadMessageException e) {
      cancelled.set(true); // gone, or no longer speaking the protocol: nobody waits for the reply
    }
  }

  private Execution execution(ClientLine.Handshake handshake) {
    return new Execution() {
      @Override
      public String requestKey() {
        return handshake.request();
      }

      @Override
      public @Nullable Map<String, Object> session() {
        return handshake.session();
      }

      @Override
      public void send(byte[] notification) {
        try {
          writer.write(WRITE_LIMIT, notification);
        } catch (KernelException e) {
          cancelled.set(true); // nobody reads any more
        }
      }

      @Override
      public boolean cancelled() {
        return cancelled.get();
      }
    };
  }

  /// Tells the client that its request was not and will not be started here. The drain and the
  /// conversation itself may both come to it: the second waits until the first has said it, because
  /// closing would cut it off.
  void refuse() {
    refusal.lock();
    try {
      if (!refused) {
        refused = true;
        sayQuietly(DRAINING);
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

  private void write(DaemonLine line) throws KernelException {
    writer.write(WRITE_LIMIT, line.bytes());
  }
}
