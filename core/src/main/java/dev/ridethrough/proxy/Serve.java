package dev.ridethrough.proxy;

import dev.ridethrough.machine.KernelException;
import dev.ridethrough.machine.Latch;
import dev.ridethrough.machine.Machine;
import dev.ridethrough.machine.Phase;
import dev.ridethrough.wire.BadMessageException;
import dev.ridethrough.wire.Envelope;
import dev.ridethrough.wire.Json;
import dev.ridethrough.wire.LineWriter;
import dev.ridethrough.wire.Lines;
import dev.ridethrough.wire.Replies;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The stdio proxy: MCP on standard input and output, one exchange with the daemon per request,
/// many at once.
///
/// Never ends while its input is open, whatever the daemon does. At the end of the input it
/// delivers what is in flight, then returns.
public final class Serve {
  /// Requests at once; the next one waits in the client's pipe.
  private static final int MAX_IN_FLIGHT = 1024;

  /// Bytes of all requests in flight; the next one waits in the client's pipe.
  private static final int MAX_BYTES_IN_FLIGHT = 64 * 1024 * 1024;

  /// A client that does not read its replies holds up only itself, for as long as it likes.
  private static final Duration NO_LIMIT = Duration.ofDays(1);

  private static final Duration LAST_DELIVERY = Duration.ofSeconds(60);

  private final Machine machine;
  private final Client client;
  private final Duration drain;
  private final LineWriter output;
  private final Semaphore places = new Semaphore(MAX_IN_FLIGHT);
  private final Semaphore room = new Semaphore(MAX_BYTES_IN_FLIGHT);
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<String, Exchange> inFlight = new LinkedHashMap<>();
  private int running;
  private boolean overtime;

  /// Makes a proxy that does nothing yet.
  ///
  /// @param drain how long SIGTERM waits, beyond the grace window, for what is in flight
  public Serve(Machine machine, ProxySettings settings, Duration drain) {
    this.machine = machine;
    this.client = new Client(machine, settings);
    this.drain = drain;
    this.output = new LineWriter(machine, machine.stdout());
  }

  /// Serves until the input ends or the process is told to terminate.
  ///
  /// @return the exit status: 0, or 1 when something in flight could not be delivered in time
  public int run() {
    Latch done = new Latch();
    machine.onTerminate(() -> finish(client.settings.grace().window().plus(drain), done));
    machine.start(
        "stdin",
        () -> {
          try {
            readAll();
          } finally {
            finish(LAST_DELIVERY, done);
          }
        });
    done.await();
    return isIdle() ? 0 : 1;
  }

  private void readAll() {
    Lines lines = new Lines(machine.stdin());
    while (true) {
      machine.enter(Phase.INTAKE, null);
      try {
        byte[] line = lines.next();
        if (line == null) {
          return;
        }
        if (line.length > 0) {
          take(line);
        }
      } catch (BadMessageException e) {
        deliver(Replies.error("null", Replies.PARSE_ERROR, "Parse error: " + e.getMessage(), null));
      } catch (KernelException e) {
        client.log("standard input failed: " + e.getMessage());
        return;
      }
    }
  }

  private void take(byte[] line) throws BadMessageException {
    switch (Envelope.of(line)) {
      case Envelope.Request request -> start(request, line);
      case Envelope.Notification n when n.method().equals("notifications/cancelled") ->
          cancel(line);
      case Envelope.Notification n when n.method().equals("notifications/initialized") -> {
        // the session context goes with each request: there is no daemon that must be told
      }
      case Envelope.Notification _ -> forward(line);
      case Envelope.Response r -> client.log("dropped a response from the client: id " + r.id());
    }
  }

  private void start(Envelope.Request request, byte[] line) throws BadMessageException {
    long arrived = machine.nanoTime();
    String key = Envelope.canonical(request.id());
    enterInFlight(line);
    Exchange exchange = new Exchange(client, line, request.id(), arrived, this::deliver);
    if (!register(key, exchange)) {
      leaveInFlight(line);
      String message = "Invalid request: id " + request.id() + " is in flight already";
      deliver(Replies.error(request.id(), Replies.INVALID_REQUEST, message, null));
      return;
    }
    machine.start("request " + request.id(), () -> answer(request, key, line, exchange));
  }

  private void answer(Envelope.Request request, String key, byte[] line, Exchange exchange) {
    try {
      byte[] reply = reply(request, exchange);
      if (reply != null && request.method().equals("initialize")) {
        rememberSession(line, reply);
      }
      unregister(key, exchange);
      if (reply != null) {
        machine.enter(Phase.DELIVER, null);
        deliver(reply);
      }
    } finally {
      leaveInFlight(line);
      left();
    }
  }

  private void enterInFlight(byte[] line) {
    places.acquireUninterruptibly();
    room.acquireUninterruptibly(line.length);
  }

  private void leaveInFlight(byte[] line) {
    room.release(line.length);
    places.release();
  }

  /// Even a bug of ours must not cost a request its reply: its client would wait for ever.
  private byte @Nullable [] reply(Envelope.Request request, Exchange exchange) {
    try {
      return exchange.run();
    } catch (RuntimeException | Error e) {
      client.log("internal error in request " + request.id() + ": " + e);
      String message = "Outcome unknown: internal error in the proxy; see its log.";
      return Replies.error(request.id(), Replies.UNKNOWN, message, null);
    }
  }

  /// A notification has no reply, so nobody learns when it could not be delivered; only the log
  /// does.
  private void forward(byte[] line) {
    enter();
    enterInFlight(line);
    Exchange exchange = new Exchange(client, line, "null", machine.nanoTime(), this::deliver);
    machine.start(
        "notification",
        () -> {
          try {
            exchange.run();
          } finally {
            leaveInFlight(line);
            left();
          }
        });
  }

  private void cancel(byte[] line) throws BadMessageException {
    if (Json.object(line).get("params") instanceof Map<?, ?> params) {
      String id = Envelope.idText(params.get("requestId"));
      Exchange exchange = take(id);
      if (exchange != null) {
        exchange.cancel();
      }
    }
  }

  private void rememberSession(byte[] request, byte[] reply) {
    try {
      if (Json.object(reply).get("result") instanceof Map<?, ?> result
          && Json.object(request).get("params") instanceof Map<?, ?> params) {
        Map<String, Object> session = new LinkedHashMap<>();
        session.put("protocolVersion", result.get("protocolVersion"));
        session.put("clientInfo", params.get("clientInfo"));
        session.put("capabilities", params.get("capabilities"));
        client.session(session);
      }
    } catch (BadMessageException e) {
      client.log("the reply to initialize can't be read: " + e.getMessage());
    }
  }

  private void deliver(byte[] line) {
    try {
      output.write(NO_LIMIT, line);
    } catch (KernelException e) {
      client.log("a line could not be delivered, the client reads no more: " + e.getMessage());
    }
  }

  private boolean register(String id, Exchange exchange) {
    lock.lock();
    try {
      if (inFlight.putIfAbsent(id, exchange) != null) {
        return false;
      }
      running++;
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void unregister(String id, Exchange exchange) {
    lock.lock();
    try {
      inFlight.remove(id, exchange);
    } finally {
      lock.unlock();
    }
  }

  /// What is cancelled has no id any more: its client may use that again at once.
  private @Nullable Exchange take(String id) {
    lock.lock();
    try {
      return inFlight.remove(id);
    } finally {
      lock.unlock();
    }
  }

  private void enter() {
    lock.lock();
    try {
      running++;
    } finally {
      lock.unlock();
    }
  }

  private void left() {
    lock.lock();
    try {
      running--;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private boolean isIdle() {
    lock.lock();
    try {
      return running == 0;
    } finally {
      lock.unlock();
    }
  }

  /// Waits until everything in flight is delivered, at most `limit`.
  private void finish(Duration limit, Latch done) {
    machine.after(limit, this::endWaiting);
    lock.lock();
    try {
      while (running > 0 && !overtime) {
        changed.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
    done.open();
  }

  private void endWaiting() {
    lock.lock();
    try {
      overtime = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
