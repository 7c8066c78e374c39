package dev.ridethrough.chaos.world.process;

import dev.ridethrough.chaos.scenario.Fault;
import dev.ridethrough.chaos.world.run.Seen;
import dev.ridethrough.chaos.world.run.Surroundings;
import dev.ridethrough.chaos.world.run.Undo;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Puts things into the way of a daemon and takes them away again, and deletes what it needs.
final class Obstacles implements Surroundings {
  private static final int SOMEBODY_ELSE = 65_534;
  private static final String PRECIOUS = "nobody may delete this\n";
  private static final List<String> LEDGER = List.of("ledger.db", "ledger.db-wal", "ledger.db-shm");

  private final Room room;
  private final @Nullable SmallDisk disk;

  /// @param disk where the ledger is, when it shall become full
  Obstacles(Room room, @Nullable SmallDisk disk) {
    this.room = room;
    this.disk = disk;
  }

  @Override
  public Path socket() {
    return room.socket();
  }

  @Override
  public void makeDirectory() throws IOException {
    if (!Files.isDirectory(room.directory(), LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectory(
          room.directory(),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
  }

  @Override
  public Undo place(Fault fault) throws IOException {
    return switch (fault) {
      case STALE_SOCKET -> staleSocket();
      case STALE_LOCK -> staleLock();
      case REGULAR_FILE -> inTheWay(path -> Files.writeString(path, PRECIOUS));
      case DIRECTORY -> inTheWay(Files::createDirectory);
      case DANGLING_LINK ->
          inTheWay(path -> Files.createSymbolicLink(path, Path.of("leads", "nowhere")));
      case FOREIGN_SOCKET -> inTheWay(this::foreignSocket);
      case UNREADABLE_DIRECTORY -> mode("---------");
      case READ_ONLY_DIRECTORY -> mode("r-x------");
      case LEDGER_UNOPENABLE -> noLedger();
      default -> throw new IllegalArgumentException(fault + " is no obstacle");
    };
  }

  private Undo staleSocket() throws IOException {
    if (!exists(room.socket())) {
      bindAndClose(room.socket());
    }
    boolean there = exists(room.socket());
    return () -> Seen.of(there, "a socket without a listener lay there");
  }

  private static void bindAndClose(Path path) throws IOException {
    try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      dead.bind(UnixDomainSocketAddress.of(path));
    }
  }

  /// The number of a process that lives, and has nothing to do with it.
  private Undo staleLock() throws IOException {
    Files.writeString(room.lock(), "1 " + ProcessHandle.current().pid() + "\n");
    return () -> Seen.of(exists(room.lock()), "it lay there");
  }

  private interface Maker {
    Object make(Path path) throws IOException;
  }

  private Undo inTheWay(Maker maker) throws IOException {
    Path socket = room.socket();
    Files.deleteIfExists(socket); // what a killed daemon left
    maker.make(socket);
    String identity = identity(socket);
    return () -> {
      boolean intact = exists(socket) && identity(socket).equals(identity);
      Files.deleteIfExists(socket);
      return new Seen(true, intact, intact ? "it lay there to the end" : "somebody removed it");
    };
  }

  private static String identity(Path path) throws IOException {
    return Files.getAttribute(path, "unix:ino", LinkOption.NOFOLLOW_LINKS)
        + " "
        + Files.getAttribute(path, "unix:ctime", LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public String socketIdentity() {
    try {
      return exists(room.socket()) ? identity(room.socket()) : "";
    } catch (IOException e) {
      return "";
    }
  }

  @Override
  public String lockText() {
    try {
      return Files.readString(room.lock());
    } catch (IOException e) {
      return "";
    }
  }

  @Override
  public Undo fillDisk() throws IOException {
    if (disk == null) {
      throw new IOException("there is no small disk");
    }
    boolean full = disk.fill();
    return () -> {
      disk.free();
      return Seen.of(full, "nothing more could be written");
    };
  }

  @Override
  public boolean delete(Thing thing) throws IOException {
    return switch (thing) {
      case SOCKET -> Files.deleteIfExists(room.socket());
      case LOCK -> Files.deleteIfExists(room.lock());
      case DIRECTORY -> deleteDirectory();
    };
  }

  /// Is moved away first: the daemon could make files in it while it is emptied.
  private boolean deleteDirectory() throws IOException {
    Path gone = room.folder().resolve("gone");
    Files.move(room.directory(), gone);
    try (Stream<Path> files = Files.list(gone)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    return Files.deleteIfExists(gone);
  }

  private Path foreignSocket(Path path) throws IOException {
    bindAndClose(path);
    return Files.setAttribute(path, "unix:uid", SOMEBODY_ELSE, LinkOption.NOFOLLOW_LINKS);
  }

  private Undo mode(String mode) throws IOException {
    Files.setPosixFilePermissions(room.directory(), PosixFilePermissions.fromString(mode));
    return () -> {
      Files.setPosixFilePermissions(room.directory(), PosixFilePermissions.fromString("rwx------"));
      return Seen.of(true, "the directory had the mode " + mode);
    };
  }

  /// The ledger is put aside, with all of its files, and a directory put in its place.
  private Undo noLedger() throws IOException {
    Path aside = Files.createDirectory(room.home().resolve("aside"));
    move(room.home(), aside);
    Path impostor = Files.createDirectory(room.home().resolve(LEDGER.getFirst()));
    return () -> {
      Files.delete(impostor);
      move(aside, room.home());
      Files.delete(aside);
      return Seen.of(true, "a directory lay in the ledger's place");
    };
  }

  private static void move(Path from, Path to) throws IOException {
    for (String name : LEDGER) {
      if (Files.exists(from.resolve(name))) {
        Files.move(from.resolve(name), to.resolve(name));
      }
    }
  }

  static boolean exists(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }
}
