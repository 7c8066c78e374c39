package dev.ridethrough.chaos.scenario;

/// An operation of the machine, as part of a kill point's coordinate.
public enum Operation {
  CONNECT,
  LISTEN,
  ACCEPT,
  READ,
  WRITE,
  CLOSE,
  STATUS,
  MKDIR,
  RENAME,
  UNLINK,
  LOCK,
  WATCH,
  OPEN_STORE,
  /// Before a transaction begins.
  TRANSACT,
  /// Inside the transaction: everything done, nothing committed.
  COMMIT,
  SLEEP,
  PEER,
  EXIT
}
