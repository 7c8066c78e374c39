package dev.ridethrough.proxy;

import dev.ridethrough.grace.Failure;
import dev.ridethrough.machine.Connection;
import dev.ridethrough.machine.KernelException;
import dev.ridethrough.machine.Latch;
import dev.ridethrough.machine.Machine;
import dev.ridethrough.machine.Peer;
import dev.ridethrough.machine.Watchdog;
import dev.ridethrough.wire.BadMessageException;
import dev.ridethrough.wire.DaemonLine;
import dev.ridethrough.wire.LineWriter;
import dev.ridethrough.wire.Lines;
import dev.ridethrough.wire.Protocol;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A connection to a daemon that has greeted us.
final class DaemonLink implements AutoCloseable {
  private final Machine machine;
  private final Connection connection;
  private final Lines lines;
  private final LineWriter writer;
  private final Peer peer;
  private DaemonLine.@Nullable Greeting greeting;

  private DaemonLink(Machine machine, Connection connection, Peer peer) {
    this.machine = machine;
    this.peer = peer;
    this.connection = connection;
    this.lines = new Lines(connection);
    this.writer = new LineWriter(machine, connection);
  }

  /// Connects, checks who listens there, and waits for the greeting.
  static DaemonLink open(Machine machine, Path socket, Duration greetingLimit)
      throws AttemptFailed {
    Connection connection;
    try {
      connection = machine.sockets().connect(socket);
    } catch (KernelException e) {
      throw new AttemptFailed(Failures.ofConnect(machine, socket, e));
    }
    try {
      DaemonLink link = new DaemonLink(machine, connection, owner(machine, connection));
      link.greeting = link.awaitGreeting(greetingLimit);
      return link;
    } catch (AttemptFailed e) {
      connection.close();
      throw e;
    }
  }

  private static Peer owner(Machine machine, Connection connection) throws AttemptFailed {
    try {
      Peer peer = connection.peer();
      if (peer.uid() == machine.self().uid()) {
        return peer;
      }
      throw new AttemptFailed(new Failure.ForeignPeer(peer.uid()));
    } catch (KernelException e) {
      throw new AttemptFailed(new Failure.Other(String.valueOf(e.getMessage())));
    }
  }

  private DaemonLine.Greeting awaitGreeting(Duration limit) throws AttemptFailed {
    DaemonLine line;
    try {
      line = next(limit);
    } catch (BadMessageException e) {
      throw new AttemptFailed(new Failure.Incompatible(String.valueOf(e.getMessage())));
    } catch (SilenceException e) {
      throw new AttemptFailed(new Failure.NotGreeted(true));
    }
    return switch (line) {
      case null -> throw new AttemptFailed(new Failure.NotGreeted(false));
      case DaemonLine.Greeting g when g.common() > 0 -> g;
      case DaemonLine.Greeting g ->
          throw new AttemptFailed(
              new Failure.Incompatible(
                  "protocol %d, ours are %d to %d"
                      .formatted(g.protocol(), Protocol.OLDEST, Protocol.NEWEST)));
      case DaemonLine.NotStarted n ->
          throw new AttemptFailed(new Failure.NotStarted(n.reason(), n.retryAfterMillis()));
      case DaemonLine.Alive _, DaemonLine.Unknown _, DaemonLine.Clients _, DaemonLine.Message _ ->
          throw new AttemptFailed(new Failure.Incompatible("its first line is not a greeting"));
    };
  }

  /// The next line, or null when the connection was closed or reset.
  ///
  /// @throws SilenceException when none came within `limit`; the connection is closed then
  @Nullable DaemonLine next(Duration limit) throws BadMessageException, SilenceException {
    Latch expired = new Latch();
    Watchdog watchdog =
        Watchdog.start(
            machine,
            limit,
            () -> {
              expired.open();
              connection.close();
            });
    try {
      byte[] line = lines.next();
      return line == null ? null : DaemonLine.of(line);
    } catch (KernelException e) {
      if (expired.isOpen()) {
        throw new SilenceException();
      }
      return null;
    } finally {
      watchdog.cancel();
    }
  }

  /// Writes whole lines.
  void write(Duration limit, byte[]... lines) throws KernelException {
    writer.write(limit, lines);
  }

  /// What the kernel says of the daemon.
  Peer peer() {
    return peer;
  }

  DaemonLine.Greeting greeting() {
    if (greeting == null) {
      throw new IllegalStateException("not greeted");
    }
    return greeting;
  }

  @Override
  public void close() {
    connection.close();
  }

  /// The daemon said nothing for too long.
  static final class SilenceException extends Exception {
    private static final long serialVersionUID = 1L;

    SilenceException() {
      super("silent", null, false, false);
    }
  }
}
