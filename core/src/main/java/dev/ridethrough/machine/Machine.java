package dev.ridethrough.machine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Everything that core asks of the machine it runs on.
///
/// Core is plain blocking code on the virtual threads that [#start] makes. Each operation is a
/// *kill point*: the process may die right before it. All methods are safe to call from any thread.
public interface Machine {

  /// Nanoseconds on the machine's monotonic clock; comparable between processes of one machine.
  long nanoTime();

  /// Blocks the calling thread for `duration`.
  void sleep(Duration duration);

  /// Runs `body` on a new virtual thread. An exception that leaves `body` is logged.
  void start(String name, Runnable body);

  /// Runs `body` on a thread of its own that no other work can hold up, such as a platform thread.
  void startDedicated(String name, Runnable body);

  /// Runs `action` on a new virtual thread after `delay`, unless the timer is cancelled before.
  Timer after(Duration delay, Runnable action);

  /// Random numbers for jitter and identities.
  RandomGenerator random();

  Files files();

  Sockets sockets();

  /// Other programs. A machine that only daemons and proxies run on has none.
  ///
  /// @throws UnsupportedOperationException when there is none
  default Host host() {
    throw new UnsupportedOperationException("this machine runs no other programs");
  }

  /// Opens the store at `path`, creating it and the tables where missing.
  ///
  /// @throws StoreException also when the file is of a format that this one can't go on with; it is
  ///   left as it is then
  Store openStore(Path path, StoreFormat format, Durability durability) throws StoreException;

  /// Opens a store whose format has no number.
  default Store openStore(Path path, List<Table> tables, Durability durability)
      throws StoreException {
    return openStore(path, new StoreFormat(tables, 0), durability);
  }

  /// Opens a store that is to survive the death of the process, and no more.
  default Store openStore(Path path, List<Table> tables) throws StoreException {
    return openStore(path, tables, Durability.PROCESS_CRASH);
  }

  ByteStream stdin();

  ByteStream stdout();

  /// Writes one line to standard error. Control characters must have been escaped by the caller.
  void log(String line);

  @Nullable String environment(String name);

  /// Installs the handler of SIGTERM, SIGINT and SIGHUP. It runs on a new virtual thread at each
  /// signal.
  void onTerminate(Runnable handler);

  /// Process id and user id of this process.
  Peer self();

  /// Sends SIGTERM to another process; false when there is no such process or it may not be
  /// signalled.
  boolean terminate(long pid);

  /// Whether a process with this id exists.
  boolean alive(long pid);

  /// Ends this process at once.
  void exit(int status);

  /// Says where the calling thread is from now on, so that a kill point can be named. Has no effect
  /// on its own.
  ///
  /// @param request the request key that the thread works on, or null
  void enter(Phase phase, @Nullable String request);
}
