package dev.ridethrough.chaos.bench;

import dev.ridethrough.chaos.bench.ServeProcess.Asked;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/// The whole way back: the real daemon is killed and started, with a request waiting in each proxy.
final class Restarts implements AutoCloseable {
  /// Rounds that don't count.
  static final int WARM_UP = 3;

  private final Random random = new Random(2);
  private final App app;
  private final Path home;
  private final Path socket;
  private final SocketWatch watch;
  private final ServeProcess watching;
  private final ServeProcess polling;
  private final Samples bound = new Samples();
  private final Samples greeting = new Samples();
  private final Samples watchAnswered = new Samples();
  private final Samples pollAnswered = new Samples();
  private Process daemon;

  Restarts(App app, Path folder) throws IOException {
    this.app = app;
    this.home = folder.resolve("h");
    Path directory = folder.resolve("r");
    this.socket = App.socketIn(directory);
    this.watch = new SocketWatch(directory, App.SOCKET);
    this.watching = app.serve(socket);
    this.polling = app.serve(socket, "--poll", "200ms");
    this.daemon = app.daemon(home, socket);
  }

  /// The daemon's socket.
  Path socket() {
    return socket;
  }

  /// A proxy of the daemon.
  ServeProcess proxy() {
    return watching;
  }

  void round(boolean counts) throws IOException {
    app.children().kill(daemon);
    Asked fromWatch = watching.echo();
    Asked fromPoll = polling.echo();
    Waits.pause(random.nextInt(50, 250));
    watch.forget();
    long started = System.nanoTime();
    daemon = app.daemon(home, socket);
    long atPath = watch.await();
    long greeted = App.greetedAt(socket);
    long watchAnswer = Waits.join(fromWatch.answered(), "an answer through `serve`");
    long pollAnswer = Waits.join(fromPoll.answered(), "an answer through `serve --poll 200ms`");
    if (counts) {
      bound.add(atPath - started);
      greeting.add(greeted - started);
      watchAnswered.add(watchAnswer - started);
      pollAnswered.add(pollAnswer - started);
    }
  }

  List<Row> rows() {
    return List.of(
        Row.of("to bind", "the socket is at the path, seen by a watch of the benchmark", bound),
        Row.of("to greeting", "read by a connection made at that moment", greeting),
        Row.of("to answer, watch", "of a request that waited in `serve`", watchAnswered),
        Row.of("to answer, poll 200ms", "of one in `serve --poll 200ms`", pollAnswered));
  }

  @Override
  public void close() throws IOException {
    watch.close();
  }
}
