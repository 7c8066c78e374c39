package dev.ridethrough.machine.real;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ridethrough.machine.ByteStream;
import dev.ridethrough.machine.Connection;
import dev.ridethrough.machine.Durability;
import dev.ridethrough.machine.KernelException;
import dev.ridethrough.machine.Listener;
import dev.ridethrough.machine.Machine;
import dev.ridethrough.machine.StoreException;
import dev.ridethrough.machine.Table;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;

/// What tests run in another process.
final class ChildMain {
  static final Table TABLE = new Table("entry", List.of("text"));

  /// A table with a key.
  static final Table KEYED = new Table("journal", List.of("key", "state"), "key");

  private static final Machine MACHINE = new RealMachine();

  private ChildMain() {}

  public static void main(String[] arguments) throws Exception {
    Path path = Path.of(arguments.length > 1 ? arguments[1] : "");
    switch (arguments[0]) {
      case "connect" -> say(outcome(() -> MACHINE.sockets().connect(path).close()));
      case "listen" -> say(outcome(() -> MACHINE.sockets().listen(path, 5).close()));
      case "status" -> say(outcome(() -> MACHINE.files().status(path)));
      case "read" -> say(outcome(() -> MACHINE.files().read(path)));
      case "lock" -> lock(path);
      case "modes" -> modes(path);
      case "serve" -> serve(path);
      case "descriptors" -> descriptors(path);
      case "store" -> store(path);
      case "store-inside" -> storeInside(path);
      case "store-change" -> storeChange(path);
      case "store-hold" -> storeHold(path);
      case "store-open" -> storeOpen(path);
      case "signals" -> signals();
      case "echo" -> echo();
      case "close-stdin" -> closeStdin();
      case "close-stdout" -> closeStdout();
      case "log" -> {
        fillStderr(Integer.parseInt(arguments[1]));
        say("LOGGED");
        awaitEnd();
      }
      case "one-carrier" -> oneCarrier(path);
      case "peer" -> peer(path);
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  private interface Step {
    void run() throws IOException, StoreException;
  }

  private static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }

  private static String outcome(Step step) throws IOException, StoreException {
    try {
      step.run();
      return "OK";
    } catch (KernelException refused) {
      return refused.errno().name();
    }
  }

  private static void lock(Path path) throws IOException {
    say(MACHINE.files().tryLock(path) == null ? "BUSY" : "LOCKED");
    awaitEnd();
  }

  private static void awaitEnd() throws IOException {
    while (System.in.read() >= 0) {
      // Until the parent lets go.
    }
  }

  private static void modes(Path room) throws IOException, StoreException {
    MACHINE.files().createDirectory(room.resolve("a/b"));
    MACHINE.files().tryLock(room.resolve("a/b/lock"));
    MACHINE.sockets().listen(room.resolve("a/b/socket"), 5);
    MACHINE.openStore(room.resolve("a/b/store"), List.of(TABLE));
    say("DONE");
    awaitEnd();
  }

  /// Sends every connection its peer's first byte back.
  private static void serve(Path path) throws IOException {
    try (Listener listener = MACHINE.sockets().listen(path, 5)) {
      say("LISTENING");
      var one = new byte[1];
      while (true) {
        Connection connection = listener.accept();
        connection.read(one, 0, 1);
        connection.write(one, 0, 1);
      }
    }
  }

  private static void peer(Path path) throws IOException, StoreException {
    try (Connection connection = MACHINE.sockets().connect(path)) {
      say(outcome(connection::peer));
    }
  }

  /// Runs out of descriptors with connections queued, and gets over it.
  private static void descriptors(Path path) throws IOException, StoreException {
    Listener listener = MACHINE.sockets().listen(path, 5);
    // What is not loaded yet can't be loaded once descriptors are out.
    outcome(() -> MACHINE.sockets().connect(path.resolve("x")));
    outcome(() -> MACHINE.sockets().listen(path.resolve("x"), 1));
    outcome(() -> MACHINE.files().watch(path.resolveSibling("x")));
    outcome(() -> MACHINE.files().read(path));
    MACHINE.sockets().connect(path);
    listener.accept();
    MACHINE.sockets().connect(path);
    Path file = path.resolveSibling("file");
    RealFiles.create(file);
    MACHINE.files().read(file);

    var hoard = new ArrayDeque<FileInputStream>();
    try {
      while (true) {
        hoard.add(new FileInputStream("/dev/null"));
      }
    } catch (IOException full) {
      say(outcome(listener::accept));
    }
    say(outcome(() -> MACHINE.sockets().connect(path)));
    say(outcome(() -> MACHINE.sockets().listen(path.resolveSibling("y"), 1)));
    say(outcome(() -> MACHINE.files().watch(path.getParent())));
    say(outcome(() -> MACHINE.files().read(file)));
    for (int i = 0; i < 3; i++) {
      hoard.remove().close();
    }
    say(outcome(listener::accept));
  }

  private static void store(Path path) throws StoreException {
    var store = MACHINE.openStore(path, List.of(TABLE));
    while (true) {
      say("" + store.transact(transaction -> transaction.insert(TABLE, List.of("x"))));
    }
  }

  private static void storeInside(Path path) throws StoreException {
    var store = MACHINE.openStore(path, List.of(TABLE));
    store.transact(transaction -> transaction.insert(TABLE, List.of("committed")));
    store.transact(transaction -> {
      transaction.insert(TABLE, List.of("not committed"));
      say("INSIDE");
      MACHINE.sleep(Duration.ofHours(1));
      return 0;
    });
  }

  private static void storeChange(Path path) throws StoreException {
    var store = MACHINE.openStore(path, List.of(KEYED), Durability.POWER_LOSS);
    for (String key : List.of("a", "b", "c")) {
      store.transact(transaction -> transaction.insert(KEYED, List.of(key, "started")));
    }
    store.transact(transaction -> transaction.update(KEYED, 1, List.of("a", "done")));
    store.transact(transaction -> {
      transaction.update(KEYED, 1, List.of("a", "lost"));
      transaction.delete(KEYED, 2);
      transaction.insert(KEYED, List.of("d", "lost"));
      say("INSIDE");
      MACHINE.sleep(Duration.ofHours(1));
      return 0;
    });
  }

  private static void storeHold(Path path) throws StoreException {
    MACHINE
        .openStore(path, List.of(TABLE))
        .transact(_ -> {
          say("HOLDING");
          MACHINE.sleep(Duration.ofHours(1));
          return 0;
        });
  }

  private static void storeOpen(Path path) {
    try {
      MACHINE.openStore(path, List.of(TABLE)).close();
      say("OK");
    } catch (StoreException refused) {
      say(refused.getMessage());
    }
  }

  private static void signals() throws IOException {
    MACHINE.onTerminate(() -> say("asked to end, virtual: " + Thread.currentThread().isVirtual()));
    say("READY");
    awaitEnd();
    MACHINE.exit(7);
  }

  private static void echo() throws IOException {
    var buffer = new byte[100_000];
    ByteStream in = MACHINE.stdin();
    ByteStream out = MACHINE.stdout();
    int count;
    while ((count = in.read(buffer, 0, buffer.length)) >= 0) {
      for (int done = 0; done < count; ) {
        done += out.write(buffer, done, count - done);
      }
    }
    byte[] end = "END\n".getBytes(UTF_8);
    out.write(end, 0, end.length);
  }

  private static void closeStdin() throws IOException, StoreException {
    MACHINE.after(Duration.ofMillis(100), () -> MACHINE.stdin().close());
    say(outcome(() -> MACHINE.stdin().read(new byte[1], 0, 1)));
    say(outcome(() -> MACHINE.stdin().read(new byte[1], 0, 1)));
  }

  /// Writes until the reader is gone; the outcome goes to standard error.
  private static void closeStdout() throws StoreException, IOException {
    MACHINE.log(
        outcome(() -> {
          while (true) {
            MACHINE.stdout().write(new byte[10_000], 0, 10_000);
          }
        }));
  }

  private static void fillStderr(int lines) {
    for (int i = 0; i < lines; i++) {
      MACHINE.log("x".repeat(1000));
    }
  }

  /// Everything waits at once; then one more thread must still get its turn.
  private static void oneCarrier(Path room) throws IOException, StoreException {
    var store = MACHINE.openStore(room.resolve("store"), List.of(TABLE));
    var watch = MACHINE.files().watch(room);
    for (int i = 0; i < 4; i++) {
      Listener listener = MACHINE.sockets().listen(room.resolve("socket" + i), 5);
      Connection connection = MACHINE.sockets().connect(room.resolve("socket" + i));
      listener.accept();
      background(listener::accept);
      background(() -> connection.read(new byte[1], 0, 1));
      background(() -> {
        while (true) {
          connection.write(new byte[10_000], 0, 10_000);
        }
      });
    }
    background(() -> MACHINE.stdin().read(new byte[1], 0, 1));
    background(watch::await);
    background(() ->
        store.transact(_ -> {
          MACHINE.sleep(Duration.ofHours(1));
          return 0;
        }));
    background(() -> fillStderr(1000));
    MACHINE.after(Duration.ofMillis(300), () -> say("ALIVE"));
    MACHINE.sleep(Duration.ofHours(1));
  }

  private static void background(Step step) {
    MACHINE.start(
        "background",
        () -> {
          try {
            step.run();
          } catch (IOException | StoreException failure) {
            throw new IllegalStateException(failure);
          }
        });
  }
}
