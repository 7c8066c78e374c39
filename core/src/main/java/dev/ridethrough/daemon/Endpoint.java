package dev.ridethrough.daemon;

import dev.ridethrough.machine.FileStatus;
import dev.ridethrough.machine.KernelException;
import dev.ridethrough.machine.Listener;
import dev.ridethrough.machine.Machine;
import java.nio.file.Path;

/// The listening socket at its path. All methods need the [Lease]: only its holder may replace or
/// unlink the path.
///
/// @param id tells the socket file from a later one at the same path; of a socket that a service
///   manager owns, [#MANAGERS]: its path is nothing that a daemon may touch
record Endpoint(Listener listener, String id) {
  static final int BACKLOG = 1024;

  private static final String MANAGERS = "";

  /// The socket that a service manager gave.
  static Endpoint inherited(Machine machine) throws KernelException, StartException {
    Listener listener = machine.sockets().inherited();
    if (listener == null) {
      throw new StartException(
          "standard input is not a listening Unix socket. --socket-activated is for the unit that"
              + " `ridethrough daemon install --socket-activated` writes; to start a daemon by hand,"
              + " leave it out.");
    }
    return new Endpoint(listener, MANAGERS);
  }

  /// Listens under a temporary name, then renames: whoever sees the path finds a listener behind
  /// it.
  ///
  /// @param predecessor the process that held the lease before, which may have died in between
  static Endpoint bind(Machine machine, DaemonSettings settings, long predecessor)
      throws KernelException {
    int most = machine.sockets().maxPathBytes();
    Path temporary = settings.temporary(most, machine.self().pid());
    removeSocket(machine, settings.temporary(most, predecessor));
    removeSocket(machine, temporary); // process numbers are given again
    Listener listener = machine.sockets().listen(temporary, BACKLOG);
    String id = machine.files().status(temporary).id();
    machine.files().rename(temporary, settings.socket());
    return new Endpoint(listener, id);
  }

  private static void removeSocket(Machine machine, Path path) throws KernelException {
    if (machine.files().status(path).kind() == FileStatus.Kind.SOCKET) {
      machine.files().unlink(path);
    }
  }

  /// What is at the path of a daemon that serves.
  enum Place {
    OURS,
    /// Nothing, or a socket that whoever holds the lease may replace.
    FREE,
    /// Something else, which must not be touched.
    TAKEN
  }

  Place place(Machine machine, Path socket) throws KernelException {
    if (id.equals(MANAGERS)) {
      return Place.OURS;
    }
    FileStatus status = machine.files().status(socket);
    return switch (status.kind()) {
      case MISSING -> Place.FREE;
      case SOCKET -> status.id().equals(id) ? Place.OURS : Place.FREE;
      case FILE, DIRECTORY, LINK, OTHER -> Place.TAKEN;
    };
  }

  /// Removes the path when it still leads to this socket.
  void unlink(Machine machine, Path socket) throws KernelException {
    if (!id.equals(MANAGERS) && machine.files().status(socket).id().equals(id)) {
      machine.files().unlink(socket);
    }
  }
}
