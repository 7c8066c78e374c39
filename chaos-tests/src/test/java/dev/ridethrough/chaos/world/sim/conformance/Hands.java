package dev.ridethrough.chaos.world.sim.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ridethrough.machine.ByteStream;
import dev.ridethrough.machine.Connection;
import dev.ridethrough.machine.FileStatus;
import dev.ridethrough.machine.KernelException;
import dev.ridethrough.machine.Listener;
import dev.ridethrough.machine.LockedFile;
import dev.ridethrough.machine.Machine;
import dev.ridethrough.machine.Watch;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Carries out the calls of one process, on whichever machine it is given: simulated and real
/// processes have the same hands.
final class Hands {
  static final String OK = "ok";

  /// More than a socket holds, on any machine.
  private static final int FLOOD = 1_000_000;

  private static final int CHUNK = 10_000;
  private static final int LETTERS = 26;

  private final Machine machine;
  private final Path folder;
  private final Map<Integer, Object> open = new ConcurrentHashMap<>();

  Hands(Machine machine, Path folder) {
    this.machine = machine;
    this.folder = folder;
  }

  /// Makes the call, and waits as long as it does.
  ///
  /// @param line the number of the line, by which others will name what it opens
  /// @return what came of it, in a word
  String perform(int line, Call.OfProcess call) {
    try {
      return performed(line, call);
    } catch (KernelException e) {
      return e.errno().name();
    } catch (RuntimeException | Error e) {
      return e.toString().replaceAll("\\s+", " ");
    }
  }

  private String performed(int line, Call.OfProcess call) throws KernelException {
    return switch (call) {
      case Call.OnSockets it -> onSockets(line, it);
      case Call.OnFiles it -> onFiles(line, it);
    };
  }

  private String onSockets(int line, Call.OnSockets call) throws KernelException {
    return switch (call) {
      case Call.Connect c -> opened(line, machine.sockets().connect(at(c.path())));
      case Call.Listen c -> opened(line, machine.sockets().listen(at(c.path()), c.backlog()));
      case Call.Accept c -> opened(line, listener(c.listener()).accept());
      case Call.Finish c -> done(() -> listener(c.listener()).finish());
      case Call.Read c -> read(c.connection(), c.bytes(), ByteStream::read);
      case Call.ReadNow c -> read(c.connection(), c.bytes(), Hands::readNow);
      case Call.Write c -> write(c.connection(), c.bytes(), (byte) ('a' + line % LETTERS));
      case Call.Flood c -> write(c.connection(), FLOOD, (byte) '#');
      case Call.Drain c -> drain(connection(c.connection()));
      case Call.Peer c -> peer(connection(c.connection()));
      case Call.Close c -> done(() -> close(c.handle()));
    };
  }

  private String onFiles(int line, Call.OnFiles call) throws KernelException {
    return switch (call) {
      case Call.Status c -> describe(machine.files().status(at(c.path())));
      case Call.CreateDirectory c -> done(() -> machine.files().createDirectory(at(c.path())));
      case Call.Rename c -> done(() -> machine.files().rename(at(c.from()), at(c.to())));
      case Call.Unlink c -> done(() -> machine.files().unlink(at(c.path())));
      case Call.Lock c -> opened(line, machine.files().tryLock(at(c.path())));
      case Call.IsCurrent c -> Boolean.toString(lock(c.lock()).isCurrent());
      case Call.ReadLocked c -> quoted(lock(c.lock()).read());
      case Call.WriteLocked c ->
          done(() -> lock(c.lock()).write(String.valueOf((char) ('a' + line)).repeat(c.bytes())));
      case Call.ReadFile c -> quoted(machine.files().read(at(c.path())));
      case Call.Watch c -> opened(line, machine.files().watch(at(c.path())));
      case Call.Await c -> Boolean.toString(get(Watch.class, c.watch()).await());
    };
  }

  Path at(String path) {
    return path.equals(".") ? folder : folder.resolve(path);
  }

  /// Kind, mode and owner; not the number, of which the file system decides.
  static String describe(FileStatus status) {
    return status.kind() + ":" + Integer.toOctalString(status.mode()) + ":" + status.uid();
  }

  private String opened(int line, @Nullable Object handle) {
    if (handle == null) {
      return "null";
    }
    open.put(line, handle);
    return OK;
  }

  private interface Action {
    void run() throws KernelException;
  }

  private static String done(Action action) throws KernelException {
    action.run();
    return OK;
  }

  private interface Reading {
    int read(Connection from, byte[] into, int offset, int length) throws KernelException;
  }

  private static int readNow(Connection from, byte[] into, int offset, int length)
      throws KernelException {
    return from.readNow(into, offset, length);
  }

  private String read(int handle, int bytes, Reading how) throws KernelException {
    byte[] into = new byte[bytes];
    int n = how.read(connection(handle), into, 0, bytes);
    return n < 0 ? "end" : quoted(new String(into, 0, n, UTF_8));
  }

  private String write(int handle, int length, byte letter) throws KernelException {
    byte[] bytes = new byte[Math.min(length, CHUNK)];
    Arrays.fill(bytes, letter);
    Connection to = connection(handle);
    for (int left = length; left > 0; ) {
      left -= to.write(bytes, 0, Math.min(left, bytes.length));
    }
    return OK;
  }

  /// How much came before the end is not told: each kernel has buffers of its own size.
  private static String drain(Connection from) throws KernelException {
    byte[] into = new byte[CHUNK];
    for (int left = FLOOD; left > 0; ) {
      int n = from.read(into, 0, Math.min(left, CHUNK));
      if (n < 0) {
        return "end";
      }
      left -= n;
    }
    return "all";
  }

  private static String peer(Connection connection) throws KernelException {
    var peer = connection.peer();
    return "pid=" + peer.pid() + " uid=" + peer.uid();
  }

  private static String quoted(String text) {
    return "'" + text.replace('\n', '|') + "'";
  }

  private Connection connection(int handle) {
    return get(Connection.class, handle);
  }

  private Listener listener(int handle) {
    return get(Listener.class, handle);
  }

  private LockedFile lock(int handle) {
    return get(LockedFile.class, handle);
  }

  private <T> T get(Class<T> type, int handle) {
    return type.cast(open.get(handle));
  }

  private void close(int handle) {
    switch (open.get(handle)) {
      case Connection it -> it.close();
      case Listener it -> it.close();
      case Watch it -> it.close();
      case null, default -> throw new IllegalArgumentException("can't be closed: " + handle);
    }
  }

  /// Closes all, except for locks.
  void closeAll() {
    for (var handle : open.entrySet()) {
      if (!(handle.getValue() instanceof LockedFile)) {
        close(handle.getKey());
      }
    }
  }

  List<LockedFile> locks() {
    return open.values().stream()
        .filter(LockedFile.class::isInstance)
        .map(LockedFile.class::cast)
        .toList();
  }
}
