package dev.ridethrough.machine;

/// Where a thread of a daemon or proxy is: the *phase* part of a kill point's coordinate.
public enum Phase {
  /// Daemon: from the start of the process to the lease.
  START,
  /// Daemon: from the lease until the socket path is in place.
  BIND,
  /// Daemon: loads what is slow, with the socket already in place.
  LOAD,
  /// Daemon: waits for connections.
  ACCEPT,
  /// Daemon: greets a client and reads its handshake and request.
  RECEIVE,
  /// Daemon: executes a request.
  EXECUTE,
  /// Daemon: writes the final reply; the effect is committed.
  REPLY,
  /// Daemon: shuts down.
  DRAIN,
  /// Proxy: reads from its client.
  INTAKE,
  /// Proxy: waits for the daemon to come back.
  WAIT,
  /// Proxy: connects and waits for the greeting.
  CONNECT,
  /// Proxy: writes handshake and request.
  SEND,
  /// Proxy: the request is written, its reply is awaited.
  AWAIT,
  /// Proxy: writes to its client.
  DELIVER,
  /// Anything else.
  IDLE
}
