package dev.ridethrough.chaos.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/// One way to start the daemon, which takes turns with the others; with a home of its own, in which
/// the last one was killed.
final class Starter implements AutoCloseable {
  private final String name;
  private final String how;
  private final App app;
  private final Path home;
  private final Path socket;
  private final SocketWatch watch;
  private final Samples bound = new Samples();
  private final Samples greeted = new Samples();
  private final Samples worked = new Samples();

  Starter(String name, String how, App app) throws IOException {
    this.name = name;
    this.how = how;
    this.app = app;
    Path folder = app.children().folder().resolve(name.replace(' ', '-') + ".d");
    this.home = folder.resolve("h");
    Path directory = folder.resolve("s");
    this.socket = App.socketIn(directory);
    this.watch = new SocketWatch(directory, App.SOCKET);
  }

  /// Starts it, waits for its greeting and kills it.
  ///
  /// @param counts false in the warm-up
  void start(boolean counts) throws IOException {
    watch.forget();
    long started = System.nanoTime();
    Process daemon = app.daemon(home, socket);
    long atPath = watch.await();
    long greeting = App.greetedAt(socket);
    Duration work = daemon.info().totalCpuDuration().orElse(Duration.ZERO);
    app.children().kill(daemon);
    if (counts) {
      bound.add(atPath - started);
      greeted.add(greeting - started);
      worked.add(work.toNanos());
    }
  }

  Row.Measured bound() {
    return Row.of(name, how, bound);
  }

  Row.Measured greeted() {
    return Row.of(name, how, greeted);
  }

  Row.Measured worked() {
    return Row.of(name, how, worked);
  }

  @Override
  public void close() throws IOException {
    watch.close();
  }
}
