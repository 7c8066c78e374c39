package dev.ridethrough.chaos.world.process.naive;

import dev.ridethrough.machine.Connection;
import dev.ridethrough.machine.KernelException;
import dev.ridethrough.machine.Machine;
import dev.ridethrough.machine.real.RealMachine;
import dev.ridethrough.wire.BadMessageException;
import dev.ridethrough.wire.ClientLine;
import dev.ridethrough.wire.DaemonLine;
import dev.ridethrough.wire.Envelope;
import dev.ridethrough.wire.LineWriter;
import dev.ridethrough.wire.Lines;
import dev.ridethrough.wire.Protocol;
import dev.ridethrough.wire.Replies;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Phaser;

/// Connects, sends, and when anything goes wrong connects again and sends again. Its requests are
/// executed twice when the daemon dies between an effect and the reply.
///
/// Takes the arguments of `ridethrough serve`, after `same-key` or `new-key`: what a resent request
/// is called.
public final class NaiveProxy {
  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  private final Machine machine;
  private final LineWriter output;
  private final Phaser inFlight = new Phaser(1);
  private final Path socket;
  private final boolean newKey;

  private NaiveProxy(Machine machine, Path socket, boolean newKey) {
    this.machine = machine;
    this.output = new LineWriter(machine, machine.stdout());
    this.socket = socket;
    this.newKey = newKey;
  }

  public static void main(String[] args) {
    List<String> words = List.of(args);
    Path socket = Path.of(words.get(words.indexOf("--socket") + 1));
    Machine machine = new RealMachine();
    machine.exit(run(machine, socket, words.getFirst().equals("new-key")));
  }

  /// Serves the machine's standard input to its end.
  ///
  /// @return the exit status
  public static int run(Machine machine, Path socket, boolean newKey) {
    try {
      new NaiveProxy(machine, socket, newKey).serve();
      return 0;
    } catch (BadMessageException | KernelException e) {
      machine.log("naive: " + e.getMessage());
      return 1;
    }
  }

  private void serve() throws BadMessageException, KernelException {
    Lines lines = new Lines(machine.stdin());
    for (byte[] line = lines.next(); line != null; line = lines.next()) {
      byte[] request = line;
      if (Envelope.of(request) instanceof Envelope.Request r) {
        inFlight.register();
        machine.start("request", () -> answer(r.id(), request));
      }
    }
    inFlight.arriveAndAwaitAdvance();
  }

  private void answer(String id, byte[] request) {
    String key = key();
    long end = machine.nanoTime() + PATIENCE.toNanos();
    try {
      while (machine.nanoTime() < end) {
        if (attempt(newKey ? key() : key, request)) {
          return;
        }
        machine.sleep(PAUSE);
      }
      deliver(Replies.error(id, Replies.NOT_SENT, "gave up on " + socket, null));
    } finally {
      inFlight.arriveAndDeregister();
    }
  }

  private String key() {
    return new UUID(machine.random().nextLong(), machine.random().nextLong()).toString();
  }

  /// Whether there was a reply; nobody asks how far the request had come when there was none.
  private boolean attempt(String key, byte[] request) {
    try (Connection connection = machine.sockets().connect(socket)) {
      Lines lines = new Lines(connection);
      if (lines.next() == null) {
        return false;
      }
      long deadline = machine.nanoTime() + PATIENCE.toNanos();
      ClientLine handshake =
          new ClientLine.Handshake(Protocol.NEWEST, "naive", "naive", key, 1, deadline, null);
      new LineWriter(machine, connection).write(PATIENCE, handshake.bytes(), request);
      return passOn(lines);
    } catch (KernelException | BadMessageException e) {
      return false;
    }
  }

  private boolean passOn(Lines lines) throws KernelException, BadMessageException {
    for (byte[] line = lines.next(); line != null; line = lines.next()) {
      if (DaemonLine.of(line) instanceof DaemonLine.Message message) {
        deliver(message.json());
        if (Envelope.of(message.json()) instanceof Envelope.Response) {
          return true;
        }
      }
    }
    return false;
  }

  private void deliver(byte[] line) {
    try {
      output.write(PATIENCE, line);
    } catch (KernelException e) {
      machine.log("naive: the client is gone");
    }
  }
}
