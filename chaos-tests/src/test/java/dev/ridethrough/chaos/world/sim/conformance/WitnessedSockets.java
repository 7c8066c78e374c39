package dev.ridethrough.chaos.world.sim.conformance;

import dev.ridethrough.chaos.world.sim.conformance.ClientRow.End;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The rows of sockets.
final class WitnessedSockets {
  private static final Map<String, String> NO_SOCKETS =
      Map.of(
          "none/s", "missing folder",
          "dangling", "dangling link",
          "file/s", "a component is a file",
          "file", "regular file",
          "d", "folder",
          "pipe", "fifo",
          "datagram", "datagram socket");

  private final Set<String> seen;
  private final Map<String, Server> names = new HashMap<>();
  private final Map<Integer, Server> servers = new HashMap<>();
  private final Map<Integer, WitnessedConnection> clients = new HashMap<>();
  private final Map<Integer, WitnessedConnection> accepted = new HashMap<>();

  private static final class Server {
    private final int process;
    private final Deque<WitnessedConnection> queue = new ArrayDeque<>();
    private boolean listening;
    private boolean renamed;
    private boolean replaced;
    private @Nullable End end;

    Server(int process, boolean listening) {
      this.process = process;
      this.listening = listening;
    }

    void end(End how) {
      if (end == null) {
        end = how;
        queue.forEach(it -> it.end(how));
      }
    }
  }

  WitnessedSockets(Set<String> seen) {
    this.seen = seen;
  }

  /// The process was killed.
  void ended(int process) {
    for (Server server : servers.values()) {
      if (server.process == process) {
        server.end(End.KILLED);
      }
    }
    accepted.values().stream()
        .filter(it -> it.isServedBy(process))
        .forEach(it -> it.end(End.KILLED));
    clients.values().removeIf(it -> it.client() == process);
  }

  /// Nobody's process: the sockets of the story's stage.
  void outside(Line line) {
    if (!line.outcome().equals(Hands.OK)) {
      return;
    }
    switch (line.call()) {
      case Call.Bind it -> add(line.number(), it.path(), new Server(-1, false));
      case Call.ListenOn it -> servers.get(it.bound()).listening = true;
      case Call.CloseBound it -> servers.get(it.bound()).end(End.CLOSED);
      case Call.OfProcess _, Call.Signal _, Call.Outside _ -> {}
    }
  }

  private void add(int line, String path, Server server) {
    names.put(path, server);
    servers.put(line, server);
  }

  void returned(Line caller, String outcome, Set<Integer> stopped) {
    switch (caller.call()) {
      case Call.Connect it -> connected(caller, it.path(), outcome, stopped);
      case Call.Read it -> read(it.connection(), outcome);
      case Call.ReadNow it -> read(it.connection(), outcome);
      case Call.Write it -> wrote(it.connection(), it.bytes(), outcome);
      case Call.Flood it -> unclear(it.connection());
      case Call.Drain it -> unclear(it.connection());
      case Call.OfProcess _ when outcome.equals(Hands.OK) -> changed(caller);
      case Call.OfProcess _, Call.Signal _, Call.Outside _ -> {}
    }
  }

  private void changed(Line caller) {
    switch (caller.call()) {
      case Call.Listen it -> add(caller.number(), it.path(), new Server(caller.process(), true));
      case Call.Accept it -> accepted(caller, servers.get(it.listener()));
      case Call.Close it -> closed(it.handle());
      case Call.Rename it -> renamed(it.from(), it.to());
      case Call.Unlink it -> names.remove(it.path());
      case Call.OfProcess _, Call.Signal _, Call.Outside _ -> {}
    }
  }

  private void renamed(String from, String to) {
    Server moved = names.remove(from);
    Server old = names.remove(to);
    if (moved != null) {
      names.put(to, moved);
      if (old != null && !moved.equals(old)) {
        old.replaced = true;
        moved.renamed = true;
      }
    }
  }

  private void accepted(Line caller, Server server) {
    WitnessedConnection connection = server.queue.poll();
    if (connection != null) {
      connection.acceptedBy(caller.process());
      accepted.put(caller.number(), connection);
      if (server.replaced) {
        seen.add("accept: from the queue of a listener that was renamed over");
      }
    }
  }

  private void closed(int handle) {
    if (servers.containsKey(handle)) {
      servers.get(handle).end(End.CLOSED);
    } else if (accepted.containsKey(handle)) {
      accepted.get(handle).end(End.CLOSED);
    } else {
      clients.remove(handle);
    }
  }

  private void connected(Line caller, String path, String outcome, Set<Integer> stopped) {
    Server server = names.get(path.equals("link") ? "s" : path);
    if (outcome.equals(Hands.OK) && server != null) {
      WitnessedConnection made = new WitnessedConnection(caller.process(), seen);
      clients.put(caller.number(), made);
      server.queue.add(made);
      made.whileStopped(stopped.contains(server.process));
      succeeded(caller.process(), server);
    }
    if (!outcome.equals("EMFILE")) {
      seen.add("connect: " + situation(path, server, outcome) + " " + outcome);
    }
  }

  private void succeeded(int client, Server server) {
    if (server.renamed) {
      seen.add("connect: after rename over, to the new listener");
    }
    if (server.process >= 0 && isRoot(client) && !isRoot(server.process)) {
      seen.add("connect: root bypasses permissions");
    }
  }

  private static boolean isRoot(int process) {
    return Cast.HERE.users().get(process) == 0;
  }

  private static String situation(String path, @Nullable Server server, String outcome) {
    if (outcome.equals("EACCES")) {
      return path.equals("closed/s") ? "folder without x" : "socket without w";
    }
    if (outcome.equals("ENAMETOOLONG")) {
      return "path too long";
    }
    if (server == null) {
      return NO_SOCKETS.getOrDefault(path, "missing path");
    }
    if (server.end != null) {
      return "stale, " + server.end;
    }
    return server.listening ? "backlog full" : "bound, not listening";
  }

  private void read(int handle, String outcome) {
    if (clients.containsKey(handle)) {
      clients.get(handle).clientRead(outcome);
    } else if (accepted.containsKey(handle)) {
      accepted.get(handle).serverRead(outcome);
    }
  }

  private void wrote(int handle, int bytes, String outcome) {
    if (clients.containsKey(handle)) {
      clients.get(handle).clientWrote(bytes, outcome);
    } else if (accepted.containsKey(handle)) {
      accepted.get(handle).serverWrote(bytes, outcome);
    }
  }

  private void unclear(int handle) {
    clients.remove(handle);
    accepted.remove(handle);
  }
}
