package dev.ridethrough.chaos.world.sim.conformance;

/// What a server had of a client when it went away, and what the client then sees.
enum ClientRow {
  QUEUED_SILENT("ECONNRESET"),
  QUEUED_WRITTEN("ECONNRESET"),
  SOME_UNREAD("ECONNRESET"),
  ALL_READ("end"),
  NOTHING_SENT("end"),
  REPLY_AND_UNREAD("the reply, then ECONNRESET");

  private final String firstRead;

  ClientRow(String firstRead) {
    this.firstRead = firstRead;
  }

  /// How the server went away.
  enum End {
    KILLED,
    CLOSED
  }

  /// @param gotReply whether bytes were read since the server went away
  boolean sees(String outcome, boolean gotReply) {
    return firstRead.endsWith(outcome) && gotReply == (this == REPLY_AND_UNREAD);
  }

  String read(End end) {
    return "client: " + this + ", " + end + ", read " + firstRead;
  }

  String send(End end) {
    return "client: " + this + ", " + end + ", send EPIPE";
  }
}
