package dev.ridethrough.chaos.world.sim.conformance;

import dev.ridethrough.chaos.world.sim.conformance.ClientRow.End;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One connection, seen from outside: who has written and read how much, and how its server went.
final class WitnessedConnection {
  private static final int NOBODY = -1;

  private final int client;
  private final Set<String> seen;
  private int server = NOBODY;
  private int unreadByServer;
  private int unreadByClient;
  private boolean written;
  private boolean whileStopped;
  private boolean writtenWhileStopped;
  private boolean gotReply;
  private @Nullable End end;
  private @Nullable ClientRow row;

  WitnessedConnection(int client, Set<String> seen) {
    this.client = client;
    this.seen = seen;
  }

  int client() {
    return client;
  }

  boolean isServedBy(int process) {
    return server == process;
  }

  void acceptedBy(int process) {
    server = process;
  }

  /// Whether its server was stopped when it was made.
  void whileStopped(boolean stopped) {
    whileStopped = stopped;
  }

  void clientWrote(int bytes, String outcome) {
    if (outcome.equals("EPIPE") && row != null && end != null) {
      seen.add(row.send(end));
    } else if (outcome.equals(Hands.OK)) {
      unreadByServer += bytes;
      written = true;
      writtenWhileStopped = whileStopped;
    }
  }

  void serverWrote(int bytes, String outcome) {
    if (outcome.equals(Hands.OK)) {
      unreadByClient += bytes;
    }
  }

  void serverRead(String outcome) {
    int bytes = bytes(outcome);
    unreadByServer -= bytes;
    if (bytes > 0 && writtenWhileStopped) {
      seen.add("stopped: takes connections and bytes, reads them when it goes on");
    }
  }

  private static int bytes(String outcome) {
    return outcome.startsWith("'") ? outcome.length() - 2 : 0;
  }

  void end(End how) {
    if (end == null) {
      end = how;
      row = row();
    }
  }

  private @Nullable ClientRow row() {
    if (server == NOBODY) {
      return written ? ClientRow.QUEUED_WRITTEN : ClientRow.QUEUED_SILENT;
    }
    if (unreadByClient > 0) {
      return unreadByServer > 0 ? ClientRow.REPLY_AND_UNREAD : null;
    }
    if (unreadByServer > 0) {
      return ClientRow.SOME_UNREAD;
    }
    return written ? ClientRow.ALL_READ : ClientRow.NOTHING_SENT;
  }

  void clientRead(String outcome) {
    unreadByClient -= bytes(outcome);
    if (row == null || end == null) {
      return;
    }
    if (outcome.startsWith("'")) {
      gotReply = true;
    } else if (row.sees(outcome, gotReply)) {
      seen.add(row.read(end));
    }
  }
}
