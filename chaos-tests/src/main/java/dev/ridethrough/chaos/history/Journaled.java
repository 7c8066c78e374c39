package dev.ridethrough.chaos.history;

/// How far the records of a request had come in the daemon's store when a daemon ended with it in
/// its hands. Seen from outside, in the transactions that were committed.
public enum Journaled {
  /// Nothing is there of it.
  NOTHING,
  /// Its start.
  STARTED,
  /// A generation that is dead had started it; this one had not written anything of it.
  STARTED_BEFORE,
  /// Another start, after one of a generation that is dead.
  STARTED_AGAIN,
  /// Its effect, but not its completion.
  EFFECT,
  /// Its completion, with its effect if it has one.
  COMPLETED,
  /// That nobody knows what became of it.
  DOUBTED,
  /// Its start was about to be taken back, because its client had cancelled it.
  DROPPING,
  /// It was about to be forgotten, because its client had acknowledged it.
  FORGETTING;

  /// Whether it was started, and nobody can know from the records whether it has had its effect.
  public boolean isBetweenStartAndCompletion() {
    return switch (this) {
      case STARTED, STARTED_BEFORE, STARTED_AGAIN, EFFECT -> true;
      case NOTHING, COMPLETED, DOUBTED, DROPPING, FORGETTING -> false;
    };
  }
}
