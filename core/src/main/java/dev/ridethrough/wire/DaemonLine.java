package dev.ridethrough.wire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A line that a daemon sends.
public sealed interface DaemonLine {

  /// The daemon's first line: says that it really serves. The client writes nothing before it has
  /// read it.
  ///
  /// @param protocol the newest protocol that the daemon speaks, see [Protocol]
  /// @param oldest the oldest one that it speaks, too
  /// @param generation which life of the daemon this is, counted from 1
  /// @param journal whether it keeps a journal: what it took is known to those that come after it
  /// @param journalId tells that journal from any other; null when the daemon does not say
  /// @param tools tells its list of tools from any other; null when the daemon does not say
  record Greeting(
      int protocol,
      int oldest,
      String version,
      long generation,
      long pid,
      boolean journal,
      @Nullable String journalId,
      @Nullable String tools)
      implements DaemonLine {
    /// A daemon that says neither which journal it keeps nor which tools it has.
    public Greeting(
        int protocol, int oldest, String version, long generation, long pid, boolean journal) {
      this(protocol, oldest, version, generation, pid, journal, null, null);
    }

    /// A daemon of one protocol, without a journal.
    public Greeting(int protocol, String version, long generation, long pid) {
      this(protocol, protocol, version, generation, pid, false);
    }

    /// Whether a client of that protocol is served.
    public boolean serves(int client) {
      return oldest <= client && client <= protocol;
    }

    /// The newest protocol that this daemon and this code both speak; 0 when there is none.
    public int common() {
      int newest = Math.min(protocol, Protocol.NEWEST);
      return newest >= Math.max(oldest, Protocol.OLDEST) ? newest : 0;
    }

    /// Whether the daemon may be asked for its clients.
    public boolean knowsClients() {
      return common() >= Protocol.WITH_CLIENTS;
    }
  }

  /// A sign of life while a request runs.
  record Alive() implements DaemonLine {}

  /// The request was not started and never will be by this generation: it may be sent again.
  ///
  /// @param retryAfterMillis a hint when to come back; 0 when the next daemon may take it at once
  record NotStarted(String reason, long retryAfterMillis) implements DaemonLine {}

  /// An earlier attempt may have been executed, nobody can know, and it never will be executed
  /// again. The last line of its connection.
  record Unknown(String reason) implements DaemonLine {}

  /// The answer to [ClientLine.AskClients], the last line of its connection.
  record Clients(List<ClientGroup> groups) implements DaemonLine {
    public Clients {
      groups = List.copyOf(groups);
    }
  }

  /// A JSON-RPC message, to be passed on byte for byte. Nobody changes the array.
  @SuppressWarnings("ArrayRecordComponent")
  record Message(byte[] json) implements DaemonLine {}

  /// Reads a line from a daemon.
  ///
  /// @throws BadMessageException when it is a line of the protocol itself but not a known or
  ///   complete one
  static DaemonLine of(byte[] line) throws BadMessageException {
    if (!Protocol.isOwn(line)) {
      return new Message(line);
    }
    Map<String, Object> members = Json.object(line);
    String type = Protocol.text(members, Protocol.MARK);
    return switch (type) {
      case "greeting" -> greeting(members);
      case "alive" -> new Alive();
      case "not_started" ->
          new NotStarted(
              printable(members, "reason"), Protocol.number(members, "retryAfterMillis"));
      case "unknown" -> new Unknown(printable(members, "reason"));
      case "clients" -> clients(members);
      default ->
          throw new BadMessageException("unknown line type \"" + Text.printable(type) + "\"");
    };
  }

  private static Greeting greeting(Map<String, Object> members) throws BadMessageException {
    return new Greeting(
        Protocol.protocol(members, "protocol"),
        Protocol.protocol(members, members.containsKey("oldest") ? "oldest" : "protocol"),
        printable(members, "version"),
        Protocol.number(members, "generation"),
        Protocol.number(members, "pid"),
        Protocol.flag(members, "journal"),
        optional(members, "journalId"),
        optional(members, "tools"));
  }

  private static Clients clients(Map<String, Object> members) throws BadMessageException {
    List<ClientGroup> groups = new ArrayList<>();
    for (Map<String, Object> group : Protocol.objects(members, "clients")) {
      groups.add(
          new ClientGroup(
              printable(group, "version"),
              Protocol.protocol(group, "protocol"),
              Protocol.count(group, "clients"),
              Protocol.count(group, "secondsAgo")));
    }
    return new Clients(groups);
  }

  /// For people: whoever shows it need not think of what a daemon may say.
  private static String printable(Map<String, Object> members, String name)
      throws BadMessageException {
    return Text.printable(Protocol.text(members, name));
  }

  private static @Nullable String optional(Map<String, Object> members, String name)
      throws BadMessageException {
    return members.containsKey(name) ? Protocol.identity(members, name) : null;
  }

  /// The line without its newline.
  default byte[] bytes() {
    return switch (this) {
      case Greeting g -> {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("protocol", g.protocol);
        if (g.oldest != g.protocol) {
          members.put("oldest", g.oldest);
        }
        members.put("version", g.version);
        members.put("generation", g.generation);
        members.put("pid", g.pid);
        if (g.journal) {
          members.put("journal", true);
        }
        if (g.journalId != null) {
          members.put("journalId", g.journalId);
        }
        if (g.tools != null) {
          members.put("tools", g.tools);
        }
        yield Protocol.line("greeting", members);
      }
      case Alive _ -> Protocol.line("alive", Map.of());
      case NotStarted n -> {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("reason", n.reason);
        members.put("retryAfterMillis", n.retryAfterMillis);
        yield Protocol.line("not_started", members);
      }
      case Clients c ->
          Protocol.line(
              "clients", Map.of("clients", c.groups.stream().map(ClientGroup::members).toList()));
      case Unknown u -> Protocol.line("unknown", Map.of("reason", u.reason));
      case Message m -> m.json;
    };
  }
}
