package dev.ridethrough.machine;

/// Who a process is: its id and the user it runs as. `pid` is -1 where the system does not tell.
public record Peer(long pid, int uid) {
  /// The id of a process that this one can't see: it is in another container (on Linux, in a PID
  /// namespace that is not below this one's).
  public static final long UNSEEN = 0;
}
