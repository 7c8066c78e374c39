package dev.ridethrough.chaos.world.sim;

import dev.ridethrough.chaos.scenario.Fault;
import dev.ridethrough.chaos.world.run.Seen;
import dev.ridethrough.chaos.world.run.Surroundings;
import dev.ridethrough.chaos.world.run.Undo;
import dev.ridethrough.machine.FileStatus.Kind;
import dev.ridethrough.machine.KernelException;
import java.nio.file.Path;

/// What lies around a simulated daemon: its home, which is a disk of its own, and a directory for
/// the socket.
final class SimRoom implements Surroundings {
  static final int ANN = 1000;

  static final Path HOME = Path.of("/home/ann/h");
  static final Path OTHER_HOME = Path.of("/home/ann/i");
  static final Path LEDGER = HOME.resolve(CoreSoftware.LEDGER);

  private static final int SOMEBODY_ELSE = 65_534;
  private static final int PRIVATE = 0700;
  private static final int PRIVATE_FILE = 0600;
  private static final Path DIRECTORY = Path.of("/home/ann/s");
  private static final Path SOCKET = DIRECTORY.resolve("daemon.sock");
  private static final Path LOCK = DIRECTORY.resolve("daemon.sock.lock");

  private final Disk disk;
  private final long harness;
  private final Device home;

  /// @param harness a process that lives, and has nothing to do with the daemon
  SimRoom(Disk disk, long harness) {
    this.disk = disk;
    this.harness = harness;
    this.home = furnish(disk);
  }

  private static Device furnish(Disk disk) {
    try {
      disk.makeDirectory(Path.of("/home"), 0, 0755);
      disk.makeDirectory(Path.of("/home/ann"), ANN, 0755);
      disk.makeDirectory(OTHER_HOME, ANN, PRIVATE);
      disk.makeDirectory(DIRECTORY, ANN, PRIVATE);
      return disk.mount(HOME, ANN, PRIVATE);
    } catch (KernelException e) {
      throw new IllegalStateException("a new disk has room", e);
    }
  }

  @Override
  public Path socket() {
    return SOCKET;
  }

  @Override
  public String socketIdentity() {
    return disk.identity(SOCKET);
  }

  @Override
  public String lockText() {
    try {
      return exists(LOCK) ? disk.read(LOCK) : "";
    } catch (KernelException e) {
      return "";
    }
  }

  @Override
  public boolean delete(Thing thing) throws KernelException {
    Path path =
        switch (thing) {
          case SOCKET -> SOCKET;
          case LOCK -> LOCK;
          case DIRECTORY -> DIRECTORY;
        };
    boolean there = exists(path);
    if (there) {
      disk.remove(path);
    }
    return there;
  }

  @Override
  public void makeDirectory() throws KernelException {
    if (!exists(DIRECTORY)) {
      disk.makeDirectory(DIRECTORY, ANN, PRIVATE);
    }
  }

  private boolean exists(Path path) {
    return !disk.identity(path).isEmpty();
  }

  @Override
  public Undo fillDisk() {
    home.setFull(true);
    return () -> {
      home.setFull(false);
      return Seen.of(true, "nothing more could be written");
    };
  }

  @Override
  public Undo place(Fault fault) throws KernelException {
    return switch (fault) {
      case STALE_SOCKET -> staleSocket();
      case STALE_LOCK -> staleLock();
      case REGULAR_FILE ->
          inTheWay(path -> disk.makeFile(path, ANN, PRIVATE_FILE, "nobody may delete this\n"));
      case DIRECTORY -> inTheWay(path -> disk.makeDirectory(path, ANN, PRIVATE));
      case DANGLING_LINK -> inTheWay(path -> disk.makeLink(path, ANN, Path.of("/leads/nowhere")));
      case FOREIGN_SOCKET ->
          inTheWay(path -> disk.makeSocket(path, SOMEBODY_ELSE, PRIVATE_FILE, true));
      case UNREADABLE_DIRECTORY -> mode(0);
      case READ_ONLY_DIRECTORY -> mode(0500);
      case LEDGER_UNOPENABLE -> noLedger();
      default -> throw new IllegalArgumentException(fault + " is no obstacle");
    };
  }

  private Undo staleSocket() throws KernelException {
    if (!exists(SOCKET)) {
      disk.makeSocket(SOCKET, ANN, PRIVATE_FILE, true);
    }
    boolean there = disk.status(SOCKET).kind() == Kind.SOCKET;
    return () -> Seen.of(there, "a socket without a listener lay there");
  }

  /// The number of a process that lives, and has nothing to do with it.
  private Undo staleLock() throws KernelException {
    disk.write(LOCK, ANN, PRIVATE_FILE, "1 " + harness + "\n");
    return () -> Seen.of(exists(LOCK), "it lay there");
  }

  private interface Maker {
    void make(Path path) throws KernelException;
  }

  private Undo inTheWay(Maker maker) throws KernelException {
    var _ = delete(Thing.SOCKET); // what a killed daemon left
    maker.make(SOCKET);
    String identity = socketIdentity();
    return () -> {
      boolean intact = socketIdentity().equals(identity);
      var _ = delete(Thing.SOCKET);
      return new Seen(true, intact, intact ? "it lay there to the end" : "somebody removed it");
    };
  }

  private Undo mode(int mode) throws KernelException {
    disk.setMode(DIRECTORY, mode);
    return () -> {
      disk.setMode(DIRECTORY, PRIVATE);
      return Seen.of(true, "the directory had the mode " + Integer.toOctalString(mode));
    };
  }

  private Undo noLedger() throws KernelException {
    Path aside = HOME.resolve("aside");
    boolean there = exists(LEDGER);
    if (there) {
      disk.rename(LEDGER, aside);
    }
    disk.makeDirectory(LEDGER, ANN, PRIVATE);
    return () -> {
      disk.remove(LEDGER);
      if (there) {
        disk.rename(aside, LEDGER);
      }
      return Seen.of(true, "a directory lay in the ledger's place");
    };
  }
}
