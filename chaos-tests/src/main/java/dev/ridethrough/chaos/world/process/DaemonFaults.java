package dev.ridethrough.chaos.world.process;

import dev.ridethrough.chaos.scenario.Disturbance;
import dev.ridethrough.chaos.scenario.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What can be done to a daemon that lives, and to what lies around it.
final class DaemonFaults {
  private static final long STOP_MILLIS = 1_000;

  /// Whoever isn't greeted by then waits for a descriptor.
  private static final long ACCEPT_MILLIS = 300;

  /// How long a daemon may take to notice that its path is gone.
  private static final long RETURN_MILLIS = 5_000;

  private final Room room;
  private final Contenders contenders;
  private final Seats seats;
  private final @Nullable SmallDisk disk;

  /// @param disk where the ledger is, when it shall become full
  DaemonFaults(Room room, Contenders contenders, Seats seats, @Nullable SmallDisk disk) {
    this.room = room;
    this.contenders = contenders;
    this.seats = seats;
    this.disk = disk;
  }

  Undo begin(Disturbance disturbance, DaemonProcess daemon) throws IOException {
    return switch (disturbance.fault()) {
      case STOPPED, STOPPED_BEYOND_WINDOW -> back(daemon, stop(List.of(daemon.process())));
      case SUSPENDED -> back(daemon, stop(everybody(daemon)));
      case FULL_BACKLOG -> back(daemon, fillBacklog(daemon));
      case SLOW_START -> () -> Seen.of(!daemon.hasServed(), "it did not serve meanwhile");
      case SECOND_DAEMON -> contend(Fault.SECOND_DAEMON, daemon, room.home());
      case TWO_HOMES -> contend(Fault.TWO_HOMES, daemon, room.otherHome());
      case NO_DESCRIPTORS -> back(daemon, takeDescriptors(daemon));
      case FULL_DISK -> fillDisk();
      case SOCKET_DELETED -> deleted(daemon, room.socket());
      case LOCK_DELETED -> deleted(daemon, room.lock());
      case DIRECTORY_DELETED -> deleted(daemon, room.directory());
      default -> throw new IllegalArgumentException(disturbance.fault() + " strikes no daemon");
    };
  }

  private List<Process> everybody(DaemonProcess daemon) {
    return Stream.concat(
            Stream.of(daemon.process()), seats.seated().stream().map(ProxyClient::process))
        .toList();
  }

  private static Undo stop(List<Process> processes) {
    processes.forEach(it -> Posix.send(it, Posix.Signal.STOP));
    boolean stopped = processes.stream().allMatch(it -> Proc.awaitStopped(it.pid(), STOP_MILLIS));
    return () -> {
      processes.forEach(it -> Posix.send(it, Posix.Signal.CONT));
      return Seen.of(stopped, processes.size() + " processes stood still");
    };
  }

  private Undo fillBacklog(DaemonProcess daemon) {
    Undo stopped = stop(List.of(daemon.process()));
    Crowd crowd = Crowd.fill(room.socket());
    return () -> {
      crowd.close();
      Seen seen = stopped.undo();
      return Seen.of(
          seen.effect() && crowd.isFull(), crowd.size() + " connections filled the queue");
    };
  }

  private Undo contend(Fault fault, DaemonProcess daemon, Path home) throws IOException {
    if (!daemon.admitRival()) {
      return () -> Seen.of(false, "there was nobody any more to contend with");
    }
    try {
      contenders.start(fault, daemon.generation(), home);
    } finally {
      daemon.dismissRival();
    }
    return () -> Seen.of(true, "it ended");
  }

  private Undo takeDescriptors(DaemonProcess daemon) throws IOException {
    long pid = daemon.process().pid();
    long was = Posix.limitDescriptors(pid, Proc.lowestFreeDescriptor(pid));
    boolean stuck = !Greeter.greets(room.socket(), ACCEPT_MILLIS);
    return () -> {
      if (daemon.process().isAlive()) {
        Posix.limitDescriptors(pid, was);
      }
      return Seen.of(stuck, "nobody was accepted");
    };
  }

  private Undo fillDisk() throws IOException {
    if (disk == null) {
      throw new IOException("there is no small disk");
    }
    boolean full = disk.fill();
    return () -> {
      disk.free();
      return Seen.of(full, "nothing more could be written");
    };
  }

  /// What has passed must be over: the daemon is kept from its death until it greets again.
  private Undo back(DaemonProcess daemon, Undo undo) {
    return () -> {
      boolean kept = daemon.admitRival();
      Seen seen = undo.undo();
      if (!kept) {
        return seen;
      }
      try {
        boolean back = greets(daemon);
        String then = back ? "; it greets again" : "; it did not greet again";
        return new Seen(seen.effect() && back, seen.intact(), seen.detail() + then);
      } finally {
        daemon.dismissRival();
      }
    };
  }

  private boolean greets(DaemonProcess daemon) {
    OptionalLong pid =
        Greeter.await(room.socket(), () -> daemon.process().isAlive(), RETURN_MILLIS);
    return pid.isPresent() && pid.getAsLong() == daemon.process().pid();
  }

  /// Deletes it, and waits for the daemon to make it again. Keeps the daemon from its death until
  /// then: another one would make it, too.
  private Undo deleted(DaemonProcess daemon, Path what) throws IOException {
    if (!daemon.admitRival()) {
      return () -> Seen.of(false, "there was no daemon any more");
    }
    boolean gone = delete(what);
    return () -> {
      try {
        boolean back = greets(daemon) && isHeld(daemon);
        return Seen.of(gone && back, "it was gone, and made again");
      } finally {
        daemon.dismissRival();
      }
    };
  }

  /// Whether the lock file names the daemon. Other targets may have none.
  private boolean isHeld(DaemonProcess daemon) throws IOException {
    String pid = Long.toString(daemon.process().pid());
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(RETURN_MILLIS);
    while (daemon.process().isAlive() && System.nanoTime() < end) {
      if (Files.exists(room.lock())
          && List.of(Files.readString(room.lock()).strip().split(" ", -1)).contains(pid)) {
        return true;
      }
      Children.ended(daemon.process(), 20);
    }
    return false;
  }

  /// A directory is moved away first: the daemon could make files in it while it is emptied.
  ///
  /// @return whether it was there
  private boolean delete(Path what) throws IOException {
    if (!Files.isDirectory(what)) {
      return Files.deleteIfExists(what);
    }
    Path gone = room.folder().resolve("gone");
    Files.move(what, gone);
    try (Stream<Path> files = Files.list(gone)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    return Files.deleteIfExists(gone);
  }
}
