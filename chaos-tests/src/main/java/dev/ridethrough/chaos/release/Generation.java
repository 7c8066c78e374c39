package dev.ridethrough.chaos.release;

import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.scenario.Death;
import dev.ridethrough.chaos.world.process.Children;
import dev.ridethrough.chaos.world.process.Leftovers;
import dev.ridethrough.chaos.world.process.ProcessChild;
import dev.ridethrough.chaos.world.run.Child;
import dev.ridethrough.chaos.world.run.Greeter;
import dev.ridethrough.chaos.world.run.Time;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongFunction;

/// One process of the service. Notes what happens to it.
final class Generation {
  /// A start that takes longer is a daemon that strands its clients.
  private static final long START_LIMIT_MILLIS = 20_000;

  private static final String MANAGER = "by the service manager";
  private static final long LOOK_MILLIS = 5;

  /// In which it answers many requests.
  private static final long MOMENT_MILLIS = 300;

  private final int number;
  private final Path app;
  private final Planted planted;
  private final Child process;
  private final Chronicle chronicle;
  private final Path socket;
  private final Time time;
  private final CompletableFuture<Integer> died;
  private final CompletableFuture<Void> serving = new CompletableFuture<>();
  private volatile boolean struck;
  private volatile boolean bitten;

  private Generation(
      int number, Path app, Child process, Chronicle chronicle, Path socket, Time time) {
    this.number = number;
    this.app = app;
    this.planted = Planted.in(app);
    this.process = process;
    this.chronicle = chronicle;
    this.socket = socket;
    this.time = time;
    note(at -> new Event.DaemonStarted(at, number, process.pid()));
    this.died = process.exit().thenApply(this::died);
    time.machine().start("greeter", this::look);
  }

  /// Starts the program of the unit.
  static Generation start(int number, UnitFile unit, Chronicle chronicle, Stage stage, Time time)
      throws IOException {
    Path launcher = Path.of(unit.command().getFirst()).toRealPath();
    Path log = stage.log("daemon");
    ProcessBuilder builder = new ProcessBuilder(unit.command());
    builder.environment().clear();
    builder.environment().putAll(stage.environment());
    builder.environment().putAll(unit.environment());
    builder.redirectErrorStream(true).redirectOutput(Redirect.appendTo(log.toFile()));
    Process started = Children.start(builder);
    Leftovers.note(stage.room(), started);
    Child process = new ProcessChild(started, log);
    Path app = launcher.resolve("../..").normalize();
    return new Generation(number, app, process, chronicle, stage.socket(), time);
  }

  /// What never was a daemon is no generation.
  private void note(LongFunction<Event> event) {
    if (planted != Planted.NO_START) {
      chronicle.add(event);
    }
  }

  private void look() {
    Greeter greeter = new Greeter(time, socket);
    OptionalLong pid = greeter.await(process::isAlive, START_LIMIT_MILLIS);
    pid.ifPresent(it -> {
      note(at -> new Event.DaemonServing(at, number, it));
      serving.complete(null);
      if (planted == Planted.CRASH_LATER) {
        biteLater();
      }
    });
  }

  private void biteLater() {
    if (!time.await(died, MOMENT_MILLIS) && !struck) {
      bitten = true;
      signal(Death.Signal.SIGKILL, Child.Signal.KILL, "as planted");
    }
  }

  private int died(int status) {
    if (!struck && planted.ends(status)) {
      bitten = true;
      struck = true;
      note(at -> strike(at, Death.Signal.SIGKILL, "by itself, after its bind"));
    }
    boolean expected = struck;
    note(at -> new Event.DaemonDied(at, number, status, expected));
    return status;
  }

  private Event strike(long at, Death.Signal signal, String aim) {
    return new Event.FaultStruck(at, number, signal, aim, false, true);
  }

  /// Ends it as a service manager does: tells it to terminate, and kills it when it takes too long.
  ///
  /// @param harsh kills it at once instead
  void end(long limitMillis, boolean harsh) {
    if (!harsh) {
      signal(Death.Signal.SIGTERM, Child.Signal.TERM, MANAGER);
      if (time.await(died, limitMillis)) {
        return;
      }
    }
    signal(Death.Signal.SIGKILL, Child.Signal.KILL, MANAGER);
    died.join();
  }

  private void signal(Death.Signal signal, Child.Signal sent, String by) {
    if (!process.isAlive()) {
      return;
    }
    String identity = identity();
    struck = true;
    note(at -> strike(at, signal, by));
    process.signal(sent);
    if (signal == Death.Signal.SIGTERM && serving.isDone() && !identity.isEmpty()) {
      time.machine().start("path", () -> awaitPathGone(identity));
    }
  }

  private void awaitPathGone(String identity) {
    while (process.isAlive() && identity.equals(identity())) {
      var _ = time.await(died, LOOK_MILLIS);
    }
    note(at -> new Event.PathGone(at, number));
  }

  /// Tells its socket from any other; empty when there is none.
  private String identity() {
    try {
      return String.valueOf(Files.getAttribute(socket, "unix:ino"));
    } catch (IOException e) {
      return "";
    }
  }

  /// Ends it when all is over; not noted as a fault.
  void finish(long limitMillis) {
    struck = true;
    process.signal(Child.Signal.TERM);
    if (!time.await(died, limitMillis)) {
      process.signal(Child.Signal.KILL);
      died.join();
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  /// Whether it ended by what was planted in its version.
  boolean isBitten() {
    return bitten;
  }

  /// The folder that its program lies in.
  Path app() {
    return app;
  }

  /// Done once it was seen to greet.
  CompletableFuture<Void> serving() {
    return serving;
  }

  /// Done once its death is noted.
  CompletableFuture<Integer> died() {
    return died;
  }
}
