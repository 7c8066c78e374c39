package dev.ridethrough.chaos.world.run;

import dev.ridethrough.chaos.scenario.Fault;
import java.io.IOException;
import java.nio.file.Path;

/// What lies around the daemon: its socket, its directories, its disk.
public interface Surroundings {
  Path socket();

  /// Tells what lies at the socket's path from others that come after it; empty when nothing does.
  String socketIdentity();

  /// The text of the lock file; empty when there is none.
  String lockText();

  /// What can be deleted under a live daemon.
  enum Thing {
    SOCKET,
    LOCK,
    /// The socket's, with all that is in it.
    DIRECTORY
  }

  /// Deletes it, and says whether it was there.
  boolean delete(Thing thing) throws IOException;

  /// Makes the socket's directory, should a daemon that died have left it deleted.
  void makeDirectory() throws IOException;

  /// Puts something into the way of a daemon that is not there.
  ///
  /// @return what takes it away
  Undo place(Fault fault) throws IOException;

  /// Fills the disk with the ledger.
  ///
  /// @return what makes room again
  Undo fillDisk() throws IOException;
}
