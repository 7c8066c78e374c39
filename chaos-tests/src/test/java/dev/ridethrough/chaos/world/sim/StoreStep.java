package dev.ridethrough.chaos.world.sim;

import dev.ridethrough.chaos.world.sim.StoreCall.Action;
import dev.ridethrough.chaos.world.sim.StoreCall.Ending;
import java.util.List;

/// One step of a sequence, as it is generated. What can't be done when it comes to it is done in
/// part or not at all, by the rules of [StoreRun].
sealed interface StoreStep {
  int process();

  /// Opens the store; unless it is open.
  record Open(int process, int store, int schema) implements StoreStep {}

  /// A transaction, or more of the one that is open.
  ///
  /// @param queue another transaction although one is open
  record Transact(int process, int store, List<Action> actions, Ending ending, boolean queue)
      implements StoreStep {
    public Transact {
      actions = List.copyOf(actions);
    }
  }

  record IsCurrent(int process, int store) implements StoreStep {}

  record Close(int process, int store) implements StoreStep {}

  /// What somebody else does to a process.
  record Strike(int process, Signal signal) implements StoreStep {}

  enum Signal {
    KILL,
    STOP,
    CONT
  }

  /// What somebody else does to the files.
  record Meddle(Change change) implements StoreStep {
    @Override
    public int process() {
      return -1;
    }
  }

  enum Change {
    /// Deletes the file, and SQLite's log and index beside it.
    DELETE,
    /// Renames the folder and makes a new one.
    MOVE_AWAY,
    /// The folder that was moved away last takes its place again, if the place is empty.
    MOVE_BACK,
    /// Puts an empty file where none is.
    PLANT_EMPTY,
    /// Puts a file that is no database where none is.
    PLANT_TEXT,
    /// Puts a folder where nothing is.
    PLANT_FOLDER,
    /// Removes the folder with all that is in it.
    REMOVE_FOLDER
  }

  /// Time passes until whoever waits for the lock gives up.
  record GiveUp() implements StoreStep {
    @Override
    public int process() {
      return -1;
    }
  }
}
