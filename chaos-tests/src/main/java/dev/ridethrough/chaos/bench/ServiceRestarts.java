package dev.ridethrough.chaos.bench;

import dev.ridethrough.chaos.world.LedgerRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Restarts the daemon under a real systemd user manager while two clients use it: one rides out
/// what it meets, the other does not.
public final class ServiceRestarts {
  private static final int LANES = 4;
  private static final int MIN_PAUSE_MILLIS = 100;
  private static final int MAX_PAUSE_MILLIS = 400;

  private final Random random = new Random(1);
  private final App app;
  private final UserManager manager;
  private final Path prefix;
  private final List<Path> releases;
  private int updates;

  /// Who has the socket.
  private enum Owner {
    DAEMON("the daemon's", "--no-socket-activated"),
    SYSTEMD("socket-activated", "--socket-activated");

    private final String title;
    private final String option;

    Owner(String title, String option) {
      this.title = title;
      this.option = option;
    }
  }

  /// What ends the daemon.
  private enum Strike {
    KILL("SIGKILL"),
    RESTART("daemon restart"),
    UPDATE("update");

    private final String title;

    Strike(String title) {
      this.title = title;
    }
  }

  private ServiceRestarts(App app, UserManager manager) throws IOException {
    this.app = app;
    this.manager = manager;
    this.prefix = app.children().folder().resolve("p");
    this.releases = List.of(release("one"), release("two"));
  }

  /// The app, and a file that tells it from any other: for an update another version.
  private Path release(String name) throws IOException {
    Path release = app.children().folder().resolve(name);
    manager.run(List.of("cp", "-a", "--", app.folder().toString(), release.toString()));
    Files.writeString(release.resolve("name"), name);
    return release;
  }

  /// Runs all of it; takes about a second per restart.
  ///
  /// @param folder of the packaged app
  /// @param script becomes the user manager
  /// @param restarts how many of each kind
  /// @throws IOException when there can be no user manager here, or the service does not come
  public static ServiceReport run(Path folder, Path script, int restarts, Ticker ticker)
      throws IOException {
    MachineInfo machine = MachineInfo.now();
    try (Children children = Children.inNewFolder();
        UserManager manager = UserManager.start(children, script)) {
      ServiceRestarts all = new ServiceRestarts(new App(folder, children), manager);
      try {
        return ServiceReport.of(machine, all.rows(restarts, ticker));
      } catch (IOException e) {
        throw new IOException(e.getMessage() + "; what was started said: " + children.said(), e);
      }
    } finally {
      ticker.clear();
    }
  }

  private List<ServiceRow> rows(int restarts, Ticker ticker) throws IOException {
    List<ServiceRow> rows = new ArrayList<>();
    for (Owner owner : Owner.values()) {
      does("daemon", "install", owner.option);
      for (Strike strike : Strike.values()) {
        rows.add(row(owner, strike, restarts, ticker));
      }
    }
    return rows;
  }

  private ServiceRow row(Owner owner, Strike strike, int restarts, Ticker ticker)
      throws IOException {
    Path home = app.children().folder().resolve(".ridethrough");
    Path socket = home.resolve(App.SOCKET);
    String name = owner + "-" + strike;
    // the same proxy, which gives up at once what it can't have at once
    ServeProcess hasty = app.serve(socket, "--grace", "1ms", "--delivery", "at-most-once");
    Traffic bare = new Traffic(hasty, "bare-" + name, LANES);
    Traffic riding = new Traffic(app.serve(socket), "riding-" + name, LANES);
    List<ServiceRow.Span> spans = new ArrayList<>();
    try (bare;
        riding) {
      riding.awaitResultSince(0);
      bare.awaitResultSince(0);
      for (int i = 0; i < restarts; i++) {
        ticker.show(owner.title + ", " + strike.title, i, restarts);
        Waits.pause(random.nextInt(MIN_PAUSE_MILLIS, MAX_PAUSE_MILLIS));
        spans.add(restart(strike, riding));
      }
    }
    return ServiceRow.of(
        owner.title,
        strike.title,
        spans,
        bare.ended(),
        riding.ended(),
        LedgerRows.byToken(home.resolve("ledger.db")));
  }

  private ServiceRow.Span restart(Strike strike, Traffic riding) throws IOException {
    long pid = manager.pid();
    long from = System.nanoTime();
    switch (strike) {
      case KILL -> manager.run(List.of("kill", "-KILL", String.valueOf(pid)));
      case RESTART -> does("daemon", "restart");
      case UPDATE -> does("update", "--prefix", prefix.toString(), "--from", nextRelease());
    }
    manager.awaitOtherThan(pid);
    long serves = System.nanoTime();
    riding.awaitResultSince(serves);
    return new ServiceRow.Span(from, serves);
  }

  private String nextRelease() {
    return releases.get(updates++ % releases.size()).toString();
  }

  private void does(String... words) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(app.folder().resolve("bin/ridethrough").toString());
    command.addAll(List.of(words));
    manager.run(command);
  }
}
