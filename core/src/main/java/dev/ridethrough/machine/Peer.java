package dev.ridethrough.machine;

/// Who a process is: its id and the user it runs as. `pid` is -1 where the system does not tell.
public record Peer(long pid, int uid) {}
