package dev.ridethrough.chaos.world.run;

import dev.ridethrough.chaos.scenario.Disturbance;
import dev.ridethrough.chaos.scenario.Fault;
import dev.ridethrough.chaos.world.run.Surroundings.Thing;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// What can be done to a daemon that lives, and to what lies around it.
final class DaemonFaults {
  private static final long STOP_MILLIS = 1_000;

  /// Whoever isn't greeted by then waits for a descriptor.
  private static final long ACCEPT_MILLIS = 300;

  /// Until a daemon has closed a connection whose client is gone.
  private static final Duration SETTLE = Duration.ofMillis(30);

  /// How often its descriptors are taken before it counts as one that can't be starved.
  private static final int STARVES = 10;

  /// How long a daemon may take to notice that its path is gone.
  private static final long RETURN_MILLIS = 5_000;

  private static final long LOOK_MILLIS = 20;

  private final Surroundings around;
  private final Greeter greeter;
  private final Time time;
  private final Contenders contenders;
  private final Seats seats;

  DaemonFaults(
      Surroundings around, Greeter greeter, Contenders contenders, Seats seats, Time time) {
    this.around = around;
    this.greeter = greeter;
    this.contenders = contenders;
    this.seats = seats;
    this.time = time;
  }

  Undo begin(Disturbance disturbance, DaemonProcess daemon) throws IOException {
    return switch (disturbance.fault()) {
      case STOPPED, STOPPED_BEYOND_WINDOW -> back(daemon, stop(List.of(daemon.process())));
      case SUSPENDED -> back(daemon, stop(everybody(daemon)));
      case FULL_BACKLOG -> back(daemon, fillBacklog(daemon));
      case SLOW_START -> () -> Seen.of(!daemon.hasServed(), "it did not serve meanwhile");
      case SECOND_DAEMON -> contend(Fault.SECOND_DAEMON, daemon);
      case TWO_HOMES -> contend(Fault.TWO_HOMES, daemon);
      case NO_DESCRIPTORS -> back(daemon, takeDescriptors(daemon));
      case FULL_DISK -> around.fillDisk();
      case SOCKET_DELETED -> deleted(daemon, Thing.SOCKET);
      case LOCK_DELETED -> deleted(daemon, Thing.LOCK);
      case DIRECTORY_DELETED -> deleted(daemon, Thing.DIRECTORY);
      default -> throw new IllegalArgumentException(disturbance.fault() + " strikes no daemon");
    };
  }

  private List<Child> everybody(DaemonProcess daemon) {
    return Stream.concat(
            Stream.of(daemon.process()), seats.seated().stream().map(ProxyClient::process))
        .toList();
  }

  private static Undo stop(List<Child> processes) {
    processes.forEach(it -> it.signal(Child.Signal.STOP));
    boolean stopped = processes.stream().allMatch(it -> it.awaitStopped(STOP_MILLIS));
    return () -> {
      processes.forEach(it -> it.signal(Child.Signal.CONT));
      return Seen.of(stopped, processes.size() + " processes stood still");
    };
  }

  private Undo fillBacklog(DaemonProcess daemon) {
    Undo stopped = stop(List.of(daemon.process()));
    Crowd crowd = Crowd.fill(time.machine(), around.socket());
    return () -> {
      crowd.close();
      Seen seen = stopped.undo();
      return Seen.of(
          seen.effect() && crowd.isFull(), crowd.size() + " connections filled the queue");
    };
  }

  private Undo contend(Fault fault, DaemonProcess daemon) throws IOException {
    if (!daemon.admitRival()) {
      return () -> Seen.of(false, "there was nobody any more to contend with");
    }
    try {
      contenders.start(fault, daemon.generation());
    } finally {
      daemon.dismissRival();
    }
    return () -> Seen.of(true, "it ended");
  }

  /// What the daemon closes meanwhile is free again, and must be taken, too. Nothing is given back
  /// in between: it would open more, and close that again.
  private Undo takeDescriptors(DaemonProcess daemon) throws IOException {
    Runnable feed = daemon.process().starve();
    boolean stuck = isStuck(daemon);
    for (int i = 1; i < STARVES && !stuck; i++) {
      time.machine().sleep(SETTLE);
      daemon.process().starve();
      stuck = isStuck(daemon);
    }
    return fed(feed, stuck);
  }

  /// A daemon that has died meanwhile accepts nobody, either.
  private boolean isStuck(DaemonProcess daemon) {
    return !greeter.greets(ACCEPT_MILLIS) && daemon.process().isAlive();
  }

  private static Undo fed(Runnable feed, boolean stuck) {
    return () -> {
      feed.run();
      return Seen.of(stuck, "nobody was accepted");
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
        return again(daemon, seen, greets(daemon));
      } finally {
        daemon.dismissRival();
      }
    };
  }

  private static Seen again(DaemonProcess daemon, Seen seen, boolean back) {
    if (!back && daemon.isDue()) {
      return seen; // its death came first
    }
    String then = back ? "; it was there again" : "; it was not there again";
    return new Seen(seen.effect(), seen.intact(), back, seen.detail() + then);
  }

  private boolean greets(DaemonProcess daemon) {
    OptionalLong pid =
        greeter.await(() -> daemon.process().isAlive() && !daemon.isDue(), RETURN_MILLIS);
    return pid.isPresent() && pid.getAsLong() == daemon.process().pid();
  }

  /// Deletes it, and waits for the daemon to make it again. Keeps the daemon from its death until
  /// then: another one would make it, too.
  private Undo deleted(DaemonProcess daemon, Thing what) throws IOException {
    if (!daemon.admitRival()) {
      return () -> Seen.of(false, "there was no daemon any more");
    }
    boolean gone = around.delete(what);
    return () -> {
      try {
        Seen seen = Seen.of(gone, "it was gone");
        return again(daemon, seen, greets(daemon) && isHeld(daemon));
      } finally {
        daemon.dismissRival();
      }
    };
  }

  /// Whether the lock file names the daemon. Other targets may have none.
  private boolean isHeld(DaemonProcess daemon) {
    String pid = Long.toString(daemon.process().ownPid());
    long end = time.nanos() + TimeUnit.MILLISECONDS.toNanos(RETURN_MILLIS);
    while (daemon.process().isAlive() && !daemon.isDue() && !time.isTimeToGiveUp(end)) {
      if (List.of(around.lockText().strip().split(" ", -1)).contains(pid)) {
        return true;
      }
      var _ = time.await(daemon.process().exit(), LOOK_MILLIS);
    }
    return false;
  }
}
