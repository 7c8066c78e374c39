package dev.ridethrough.chaos.scenario;

import java.util.Locale;

/// Everything that a scenario can make go wrong: the list of the field.
///
/// What a world does for each of them, and which worlds can't, is in `docs/faults.md`.
public enum Fault {
  SIGKILL("the daemon is killed", When.DEATH),
  SIGTERM("the daemon is told to terminate", When.DEATH),
  CRASH_LOOP("three daemons in a row die before they serve", When.DEATH),
  POISON("a request kills every daemon that runs it", When.DEATH),
  ENGINE_STOP("the engine stops the daemon's container, within a time", When.DEATH),
  MEMORY_LIMIT("the daemon's container has no memory left: the kernel kills it", When.DEATH),

  STOPPED("the daemon is stopped (SIGSTOP) for less than the window", When.LIFE),
  STOPPED_BEYOND_WINDOW("the daemon is stopped for longer than the window", When.LIFE),
  SLOW_START("the daemon is held up before it serves", When.LIFE),
  SECOND_DAEMON("a second daemon is started on a live one's path", When.LIFE),
  TWO_HOMES("a second daemon with another home is started on a live one's path", When.LIFE),
  NO_DESCRIPTORS("the daemon has no file descriptor left", When.LIFE),
  FULL_BACKLOG("the daemon is stopped and its queue of connections is full", When.LIFE),
  FULL_DISK("the disk with the ledger is full", When.LIFE),
  SOCKET_DELETED("the socket is deleted under a live daemon", When.LIFE),
  LOCK_DELETED("the lock file is deleted under a live daemon", When.LIFE),
  DIRECTORY_DELETED("the socket's directory is deleted under a live daemon", When.LIFE),
  SUSPENDED("all processes are stopped at once: to them the clock jumps", When.LIFE),
  WALL_CLOCK_JUMP("the wall clock jumps", When.LIFE),

  PROXY_KILLED("a proxy is killed", When.LIFE),
  PROXY_TERMINATED("a proxy is told to terminate", When.LIFE),
  PROXY_STOPPED("a proxy is stopped (SIGSTOP)", When.LIFE),
  OUTPUT_UNREAD("a client stops reading its proxy's output", When.LIFE),
  EDITOR_KILLED("a client dies: its proxy's input and output are closed", When.LIFE),

  STALE_SOCKET("a socket without a listener lies at the path", When.OUTAGE),
  STALE_LOCK("the lock file names a process that lives and is no daemon", When.OUTAGE),
  REGULAR_FILE("a regular file lies at the path", When.OUTAGE),
  DIRECTORY("a directory lies at the path", When.OUTAGE),
  DANGLING_LINK("a link that leads nowhere lies at the path", When.OUTAGE),
  FOREIGN_SOCKET("another user's socket lies at the path", When.OUTAGE),
  UNREADABLE_DIRECTORY("the socket's directory can't be entered", When.OUTAGE),
  READ_ONLY_DIRECTORY("the socket's directory can't be written to", When.OUTAGE),
  LEDGER_UNOPENABLE("the ledger can't be opened, which shows after the bind", When.OUTAGE),
  HANGS_UP("something at the path accepts connections and hangs up", When.OUTAGE),
  READ_ONLY_VOLUME("the socket's volume can't be written to", When.OUTAGE),
  RESTART_POLICY("the engine starts the next daemon by itself", When.OUTAGE),
  IMAGE_REPLACED("the next daemon is of another image", When.OUTAGE),
  EARLY_START("the next daemon is started while this one still drains", When.OUTAGE),
  TWO_STARTERS("two daemons are started at once", When.OUTAGE);

  private final String title;
  private final When when;

  /// Where in a scenario it can stand.
  public enum When {
    /// It ends a life; see [Death].
    DEATH,
    /// It strikes in a life and passes; see [Disturbance].
    LIFE,
    /// It lies in the way while no daemon lives; see [Outage].
    OUTAGE
  }

  Fault(String title, When when) {
    this.title = title;
    this.when = when;
  }

  /// For people.
  public String title() {
    return title;
  }

  public When when() {
    return when;
  }

  /// As in a sentence or a file's name.
  public String words() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /// Whether a daemon that lives can't be expected to serve meanwhile.
  public boolean keepsFromServing() {
    return switch (this) {
      case STOPPED,
          STOPPED_BEYOND_WINDOW,
          NO_DESCRIPTORS,
          FULL_BACKLOG,
          SOCKET_DELETED,
          DIRECTORY_DELETED,
          SUSPENDED ->
          true;
      default -> false;
    };
  }

  /// Whether the daemon stands still meanwhile, and what it runs with it.
  public boolean stopsDaemon() {
    return switch (this) {
      case STOPPED, STOPPED_BEYOND_WINDOW, FULL_BACKLOG, SUSPENDED -> true;
      default -> false;
    };
  }

  /// Whether a proxy, or its client, takes part in nothing meanwhile.
  public boolean holdsUpProxy() {
    return this == PROXY_STOPPED || this == OUTPUT_UNREAD || this == SUSPENDED;
  }

  /// Whether it strikes a proxy, and not a daemon.
  public boolean strikesProxy() {
    return (holdsUpProxy() && this != SUSPENDED) || endsProxy();
  }

  /// Whether a proxy ends by it; its client then gets another one.
  public boolean endsProxy() {
    return this == PROXY_KILLED || this == PROXY_TERMINATED || this == EDITOR_KILLED;
  }

  /// Whether only a container engine can do it.
  public boolean needsEngine() {
    return switch (this) {
      case ENGINE_STOP, MEMORY_LIMIT, READ_ONLY_VOLUME, RESTART_POLICY, IMAGE_REPLACED -> true;
      default -> false;
    };
  }

  /// Whether it is about how the next daemon comes, and so over only when that one serves.
  public boolean isAboutNextStart() {
    return this == RESTART_POLICY || this == IMAGE_REPLACED;
  }

  /// Whether waiting can't heal it, so that a client must be told at once.
  public boolean isPermanent() {
    return switch (this) {
      case REGULAR_FILE, DIRECTORY, FOREIGN_SOCKET, UNREADABLE_DIRECTORY -> true;
      default -> false;
    };
  }

  /// Whether a daemon that is started meanwhile must refuse to serve, and say why.
  public boolean forbidsStart() {
    return switch (this) {
      case REGULAR_FILE,
          DIRECTORY,
          DANGLING_LINK,
          UNREADABLE_DIRECTORY,
          READ_ONLY_DIRECTORY,
          READ_ONLY_VOLUME,
          LEDGER_UNOPENABLE,
          HANGS_UP ->
          true;
      default -> false;
    };
  }
}
