package dev.ridethrough.proxy;

import dev.ridethrough.machine.KernelException;
import dev.ridethrough.machine.Latch;
import dev.ridethrough.machine.Machine;
import dev.ridethrough.machine.Phase;
import dev.ridethrough.mcp.Stateless;
import dev.ridethrough.wire.BadMessageException;
import dev.ridethrough.wire.Envelope;
import dev.ridethrough.wire.Json;
import dev.ridethrough.wire.LineWriter;
import dev.ridethrough.wire.Lines;
import dev.ridethrough.wire.Replies;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/// The stdio proxy: MCP on standard input and output, one exchange with the daemon per request,
/// many at once.
///
/// Never ends while its input is open, whatever the daemon does. At the end of the input it
/// delivers what is in flight, then returns.
public final class Serve {
  /// A client that does not read its replies holds up only itself, for as long as it likes.
  private static final Duration NO_LIMIT = Duration.ofDays(1);

  private static final String HALF_A_LINE =
      "Parse error: the input ended within a line. Nothing of that line was executed.";

  private static final String INTERNAL_ERROR =
      "Internal error in the proxy; see its log. Nothing of that line was executed.";

  private static final Duration LAST_DELIVERY = Duration.ofSeconds(60);

  private final Machine machine;
  private final Client client;
  private final Duration drain;
  private final LineWriter output;
  private final Opening opening;
  private final Subscriptions subscriptions;
  private final InFlight inFlight = new InFlight();
  private final AtomicBoolean delivered = new AtomicBoolean();

  /// Makes a proxy that does nothing yet.
  ///
  /// @param drain how long SIGTERM waits, beyond the grace window, for what is in flight
  public Serve(Machine machine, ProxySettings settings, Duration drain) {
    this.machine = machine;
    this.client = new Client(machine, settings);
    this.drain = drain;
    this.output = new LineWriter(machine, machine.stdout());
    Announcer announcer = new Announcer(client, this::deliver);
    this.subscriptions = announcer.subscriptions();
    this.opening = new Opening(client, announcer);
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
    return delivered.get() ? 0 : 1;
  }

  private void readAll() {
    Lines lines = new Lines(machine.stdin());
    while (true) {
      machine.enter(Phase.INTAKE, null);
      try {
        byte[] line = lines.next();
        if (line == null) {
          if (lines.isWithinALine()) {
            refuse(Exchange.NO_ID, Replies.PARSE_ERROR, HALF_A_LINE);
          }
          return;
        }
        if (line.length > 0) {
          takeSafely(line);
        }
      } catch (BadMessageException e) {
        refuse(Exchange.NO_ID, Replies.PARSE_ERROR, "Parse error: " + e.getMessage());
      } catch (KernelException e) {
        client.log("standard input failed: " + e.getMessage());
        return;
      }
    }
  }

  private void refuse(String id, int code, String message) {
    deliver(Replies.error(id, code, message, null));
  }

  /// Whatever one line makes go wrong, the next one is read.
  private void takeSafely(byte[] line) throws BadMessageException {
    Envelope envelope = null;
    try {
      envelope = Envelope.of(line);
      take(envelope, line);
    } catch (RuntimeException | Error e) {
      client.log.line("internal errors", "internal error in a line of the client: " + e);
      switch (envelope) {
        case null -> refuse(Exchange.NO_ID, Replies.INTERNAL_ERROR, INTERNAL_ERROR);
        case Envelope.Request r -> refuse(r.id(), Replies.INTERNAL_ERROR, INTERNAL_ERROR);
        case Envelope.Notification _, Envelope.Response _, Envelope.Invalid _ -> {}
      }
    }
  }

  private void take(Envelope envelope, byte[] line) throws BadMessageException {
    switch (envelope) {
      case Envelope.Request request -> start(request, line);
      case Envelope.Notification n when n.method().equals("notifications/cancelled") ->
          cancel(line);
      case Envelope.Notification n when n.method().equals("notifications/initialized") -> {
        // the session context goes with each request: there is no daemon that must be told
      }
      case Envelope.Notification _ -> forward(line);
      case Envelope.Response r ->
          client.log.line("responses dropped", "dropped a response from the client: id " + r.id());
      case Envelope.Invalid i ->
          refuse(i.id(), Replies.INVALID_REQUEST, "Invalid request: " + i.reason());
    }
  }

  private void start(Envelope.Request request, byte[] line) throws BadMessageException {
    String key = Envelope.canonical(request.id());
    if (request.method().equals(Stateless.LISTEN)) {
      subscriptions.open(request.id(), line, inFlight, key);
      return;
    }
    if (!inFlight.enter(line)) {
      return;
    }
    long arrived = machine.nanoTime(); // what finds no place has not been taken from the client yet
    boolean harmless = Opening.isHarmless(request.method());
    Exchange exchange = new Exchange(client, line, request.id(), harmless, arrived, this::deliver);
    if (!inFlight.register(key, exchange)) {
      exchange.over();
      inFlight.leave(line);
      String message = "Invalid request: id " + request.id() + " is in flight already";
      refuse(request.id(), Replies.INVALID_REQUEST, message);
      return;
    }
    begin(
        "request " + request.id(), line, key, exchange, () -> answer(request, key, line, exchange));
  }

  private void begin(String name, byte[] line, String key, Exchange exchange, Runnable body) {
    try {
      machine.start(name, body);
    } catch (RuntimeException | Error e) {
      inFlight.unregister(key, exchange);
      exchange.over();
      inFlight.leave(line);
      throw e;
    }
  }

  private void answer(Envelope.Request request, String key, byte[] line, Exchange exchange) {
    try {
      byte[] reply = exchange.run();
      reply = reply == null ? null : opening.settled(request, line, exchange, reply);
      inFlight.unregister(key, exchange);
      if (reply != null) {
        machine.enter(Phase.DELIVER, null);
        deliver(reply);
        opening.delivered(request, exchange, reply);
      }
    } finally {
      exchange.over();
      inFlight.leave(line);
    }
  }

  /// A notification has no reply, so nobody learns when it could not be delivered; only the log
  /// does.
  private void forward(byte[] line) {
    if (!inFlight.enter(line)) {
      return;
    }
    long arrived = machine.nanoTime();
    Exchange exchange = new Exchange(client, line, Exchange.NO_ID, false, arrived, this::deliver);
    begin(
        "notification",
        line,
        Exchange.NO_ID,
        exchange,
        () -> {
          try {
            exchange.run();
          } finally {
            exchange.over();
            inFlight.leave(line);
          }
        });
  }

  private void cancel(byte[] line) {
    try {
      if (Json.object(line).get("params") instanceof Map<?, ?> params) {
        cancel(Envelope.idText(params.get("requestId")));
      }
    } catch (BadMessageException e) {
      // a notification is never answered
      client.log.line("cancellations dropped", "a cancellation was dropped: " + e.getMessage());
    }
  }

  private void cancel(String id) {
    InFlight.Cancellable request = inFlight.take(id);
    if (request != null) {
      request.cancel();
    }
  }

  private void deliver(byte[] line) {
    try {
      output.write(NO_LIMIT, line);
    } catch (KernelException e) {
      client.log.line(
          "lines not delivered",
          "a line could not be delivered, the client reads no more: " + e.getMessage());
    }
  }

  /// Their replies are delivered like any other: a client that does not read holds them up.
  private void endSubscriptions() {
    if (inFlight.begin()) {
      machine.start(
          "end of subscriptions",
          () -> {
            try {
              subscriptions.end();
            } finally {
              inFlight.end();
            }
          });
    }
  }

  /// Waits until everything in flight is delivered, at most `limit`.
  private void finish(Duration limit, Latch done) {
    machine.after(limit, inFlight::endWaiting);
    endSubscriptions();
    delivered.set(inFlight.awaitNone());
    client.log.flush();
    done.open();
  }
}
