package dev.ridethrough.daemon;

import dev.ridethrough.machine.Connection;
import dev.ridethrough.machine.KernelException;
import dev.ridethrough.machine.LockedFile;
import dev.ridethrough.machine.Machine;
import dev.ridethrough.machine.Watchdog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The right to serve a socket path, held until the process is gone: the kernel lets go, nothing
/// else does. Whoever holds it knows that all earlier generations are dead.
///
/// @param generation which life of the daemon this is, counted from 1
/// @param predecessor the process that held it before; of no process when that is not known
record Lease(LockedFile file, long generation, long predecessor) {
  private static final Pattern PID = Pattern.compile("[0-9]{1,10}");

  static final long NOBODY = 0;

  private static final Duration RETRY = Duration.ofMillis(20);

  /// How long a killed process may go on listening.
  private static final Duration DYING = Duration.ofSeconds(1);

  /// How long one that serves may take to greet, before it is looked at again.
  private static final Duration GREETING = Duration.ofMillis(200);

  /// How long a start waits for a predecessor that has left the path but still drains.
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /// Waits while the holder drains; refuses when it serves.
  static Lease take(Machine machine, DaemonSettings settings)
      throws KernelException, StartException {
    long giveUpAt = machine.nanoTime() + PATIENCE.toNanos();
    while (true) {
      LockedFile file = machine.files().tryLock(settings.lockFile());
      if (file != null && file.isCurrent()) {
        if (isServed(machine, settings)) {
          refuse(settings.socket(), " that holds no lease"); // its lock file was deleted
        }
        return claim(machine, file);
      }
      if (file == null && isServed(machine, settings)) {
        refuse(settings.socket(), holder(machine, settings.lockFile()));
      }
      if (machine.nanoTime() > giveUpAt) {
        throw new StartException(
            "another daemon"
                + holder(machine, settings.lockFile())
                + " holds "
                + settings.lockFile()
                + " but does not serve; it may hang while it drains. End it, then start again.");
      }
      machine.sleep(RETRY);
    }
  }

  /// The same generation under a new lock file, or null when somebody else holds that.
  @Nullable Lease retaken(Machine machine, Path lockFile) throws KernelException {
    LockedFile again = machine.files().tryLock(lockFile);
    if (again == null || !again.isCurrent()) {
      return null;
    }
    again.write(generation + " " + machine.self().pid() + "\n");
    return new Lease(again, generation, predecessor);
  }

  private static Lease claim(Machine machine, LockedFile file) throws KernelException {
    String text = file.read();
    long generation = generationIn(text) + 1;
    file.write(generation + " " + machine.self().pid() + "\n");
    return new Lease(file, generation, holderIn(text));
  }

  /// Whether somebody listens at the path and goes on doing so. Connecting alone is no proof of a
  /// living process: the kernel takes its time to tear down one that was killed. At the socket of a
  /// service manager nobody else can serve.
  private static boolean isServed(Machine machine, DaemonSettings settings) throws KernelException {
    Path socket = settings.socket();
    if (settings.activated()) {
      return false;
    }
    long sure = machine.nanoTime() + DYING.toNanos();
    while (isConnectable(machine, socket)) {
      if (isGreeted(machine, socket) || machine.nanoTime() > sure) {
        return true;
      }
      machine.sleep(RETRY);
    }
    return false;
  }

  /// Whoever is dead does not greet; one that loads, or is stopped, does not either.
  private static boolean isGreeted(Machine machine, Path socket) {
    try (Connection connection = machine.sockets().connect(socket)) {
      Watchdog patience = Watchdog.start(machine, GREETING, connection::close);
      try {
        return connection.read(new byte[1], 0, 1) > 0;
      } finally {
        patience.cancel();
      }
    } catch (KernelException e) {
      return false;
    }
  }

  private static boolean isConnectable(Machine machine, Path socket) throws KernelException {
    try {
      machine.sockets().connect(socket).close();
      return true;
    } catch (KernelException e) {
      return switch (e.errno()) {
        case EAGAIN -> true; // a full queue: alive
        case ENOENT, ECONNREFUSED -> false;
        default -> throw e; // nobody knows, and it may be alive
      };
    }
  }

  private static void refuse(Path socket, String holder) throws StartException {
    throw new StartException(
        socket
            + " is already in use: a daemon"
            + holder
            + " listens there. Stop it with `ridethrough daemon stop`,"
            + " or give another --socket.");
  }

  private static String holder(Machine machine, Path lockFile) {
    try {
      long pid = holderIn(machine.files().read(lockFile));
      return pid == NOBODY ? "" : " (pid " + pid + ")";
    } catch (KernelException e) {
      return ""; // only makes the message better
    }
  }

  static long holderIn(@Nullable String text) {
    String[] words = text == null ? new String[0] : text.strip().split(" ", -1);
    return words.length == 2 && PID.matcher(words[1]).matches() ? Long.parseLong(words[1]) : NOBODY;
  }

  static long generationIn(@Nullable String text) {
    try {
      long last = text == null ? 0 : Long.parseLong(text.strip().split(" ", -1)[0]);
      return last < 0 || last == Long.MAX_VALUE ? 0 : last;
    } catch (NumberFormatException e) {
      return 0; // a new or damaged file: counting starts again
    }
  }
}
