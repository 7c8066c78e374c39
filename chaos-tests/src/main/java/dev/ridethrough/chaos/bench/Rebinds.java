package dev.ridethrough.chaos.bench;

import dev.ridethrough.chaos.bench.ServeProcess.Asked;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/// How soon a waiting proxy sees a rebind: the proxy alone, before a daemon that costs nothing.
final class Rebinds {
  /// Rounds that don't count, because the proxy compiles its code meanwhile.
  static final int WARM_UP = 20;

  private final Random random = new Random(1);
  private final Path bare;
  private final Samples machine = new Samples();
  private final List<Waiter> waiters;

  private record Waiter(
      String name, String how, ServeProcess proxy, Path socket, Samples greeted, Samples answered) {
    static Waiter of(String name, String how, ServeProcess proxy, Path socket) {
      return new Waiter(name, how, proxy, socket, new Samples(), new Samples());
    }
  }

  /// @param folder where both may make their sockets' directories
  /// @param bare the socket of a bare server
  Rebinds(App app, Path folder, Path bare) throws IOException {
    this.bare = bare;
    Path watched = App.socketIn(folder.resolve("w"));
    Path polled = App.socketIn(folder.resolve("p"));
    waiters =
        List.of(
            Waiter.of("watch", "`serve`, as it is by default", app.serve(watched), watched),
            Waiter.of(
                "poll 200ms",
                "`serve --poll 200ms`, as the original does",
                app.serve(polled, "--poll", "200ms"),
                polled));
  }

  /// One round of each, one after the other.
  ///
  /// @param counts false in the warm-up
  void round(boolean counts) throws IOException {
    pause();
    long start = System.nanoTime();
    Bare.trip(bare);
    long end = System.nanoTime();
    if (counts) {
      machine.add(end - start);
    }
    for (Waiter waiter : waiters) {
      round(waiter, counts);
    }
  }

  private void round(Waiter waiter, boolean counts) throws IOException {
    Asked asked = waiter.proxy().echo();
    pause();
    MinimalDaemon.Times times = MinimalDaemon.serve(waiter.socket(), asked.id());
    long answered = Waits.join(asked.answered(), "an answer through `serve`");
    if (counts) {
      waiter.greeted().add(times.greeted() - times.rebound());
      waiter.answered().add(answered - times.rebound());
    }
  }

  /// For a whole period of the poll, so that any phase of it is as likely.
  private void pause() {
    Waits.pause(random.nextInt(50, 250));
  }

  /// What the machine alone makes of a few wake-ups, for comparison.
  Row machine() {
    return Row.of("no proxy at all", "a bare round trip after the same pause", machine);
  }

  List<Row.Measured> greeted() {
    return waiters.stream().map(it -> Row.of(it.name(), it.how(), it.greeted())).toList();
  }

  List<Row.Measured> answered() {
    return waiters.stream().map(it -> Row.of(it.name(), it.how(), it.answered())).toList();
  }
}
