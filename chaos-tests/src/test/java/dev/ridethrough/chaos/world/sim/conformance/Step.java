package dev.ridethrough.chaos.world.sim.conformance;

/// A call before it is known what there is to call: [Resolver] makes a call of it that fits the
/// moment, or else one that makes what is missing.
///
/// @param process for calls that need nothing of a certain process
/// @param pick of what there is, the latest first
/// @param extra a size, a mode, or which of several variants
record Step(Verb verb, int process, int pick, int extra) {

  enum Verb {
    CONNECT,
    CONNECT_ANYWHERE,
    LISTEN,
    ACCEPT,
    FINISH,
    READ,
    READ_NOW,
    WRITE,
    FLOOD,
    DRAIN,
    PEER,
    CLOSE,
    STATUS,
    CREATE_DIRECTORY,
    RENAME,
    UNLINK,
    LOCK,
    USE_LOCK,
    READ_FILE,
    WATCH,
    AWAIT,
    STARVE,
    FEED,
    KILL,
    STOP,
    CONTINUE,
    BIND,
    LISTEN_ON,
    SET_MODE,
    REMOVE_DIRECTORY
  }
}
