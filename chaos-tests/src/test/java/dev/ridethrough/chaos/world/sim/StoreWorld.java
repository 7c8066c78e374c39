package dev.ridethrough.chaos.world.sim;

import java.util.List;
import java.util.Set;

/// A machine on which a sequence runs: the simulated or the real one. Processes are known by their
/// index.
interface StoreWorld extends AutoCloseable {
  /// What a call came to.
  record Answer(int id, String text) {}

  /// How much time passes after a step.
  enum Patience {
    /// None that matters: who waits for the lock goes on waiting.
    NONE,
    /// Enough to ask for the lock once more, and not enough to give up.
    ASK_AGAIN,
    /// Enough to give up.
    GIVE_UP
  }

  /// A new process in the place of one that was killed.
  void start(int process);

  void call(int process, StoreCall call);

  void strike(int process, StoreStep.Signal signal);

  void meddle(StoreStep.Change change);

  /// What a planted file says.
  String PLANTED = "not a database";

  /// The answers since the last time, by id, when nothing is left to happen.
  ///
  /// @param open the calls that have not answered yet
  /// @param step its number
  List<Answer> settle(int step, Patience patience, Set<Integer> open);

  @Override
  void close();
}
