package dev.ridethrough.proxy;

import dev.ridethrough.grace.Explanation;
import dev.ridethrough.grace.Failure;
import dev.ridethrough.machine.KernelException;
import dev.ridethrough.machine.Machine;
import dev.ridethrough.machine.Peer;
import dev.ridethrough.wire.BadMessageException;
import dev.ridethrough.wire.ClientGroup;
import dev.ridethrough.wire.ClientLine;
import dev.ridethrough.wire.DaemonLine;
import dev.ridethrough.wire.Text;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Asks once, without waiting for a restart, who serves a path.
public final class Probe {
  private static final Duration LIMIT = Duration.ofSeconds(2);

  private Probe() {}

  /// What was found.
  public sealed interface Finding {
    /// A daemon greeted us. `peer` is what the kernel says of it.
    record Serving(DaemonLine.Greeting greeting, Peer peer) implements Finding {}

    /// The explanation is for people.
    record NotServing(Failure failure, String explanation) implements Finding {}
  }

  /// Which clients the daemon heard of lately.
  ///
  /// @return null when it does not know, being older than such questions, or does not answer
  public static @Nullable List<ClientGroup> clients(Machine machine, Path socket) {
    try (DaemonLink link = DaemonLink.open(machine, socket, LIMIT)) {
      if (!link.greeting().knowsClients()) {
        return null;
      }
      link.write(LIMIT, new ClientLine.AskClients().bytes());
      return link.next(LIMIT) instanceof DaemonLine.Clients it ? it.groups() : null;
    } catch (AttemptFailed
        | KernelException
        | BadMessageException
        | DaemonLink.SilenceException e) {
      return null; // whether it serves was found out otherwise
    }
  }

  public static Finding at(Machine machine, Path socket) {
    try (DaemonLink link = DaemonLink.open(machine, socket, LIMIT)) {
      return new Finding.Serving(link.greeting(), link.peer());
    } catch (AttemptFailed e) {
      String explanation = Explanation.cause(e.failure(), Text.printable(socket.toString()));
      return new Finding.NotServing(e.failure(), explanation);
    }
  }
}
