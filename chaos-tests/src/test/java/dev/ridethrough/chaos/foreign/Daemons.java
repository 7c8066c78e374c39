package dev.ridethrough.chaos.foreign;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// One generation of the daemon after the other.
final class Daemons implements AutoCloseable {
  private static final long END_SECONDS = 20;

  private final Place place;
  private final List<Death> deaths = new ArrayList<>();
  private Process daemon;
  private long started;
  private Death last;

  enum Signal {
    SIGKILL,
    SIGTERM
  }

  /// How one generation ended; the times are of the monotonic clock.
  ///
  /// @param struck right before the signal was sent
  /// @param gone when the kernel had said that the process is no more
  /// @param next right before the next one was started
  /// @param status the exit status
  record Death(Signal signal, long struck, long gone, long next, int status) {

    /// Whether something that happened then happened while no daemon lived.
    boolean outageAt(long time) {
      return gone <= time && time <= next;
    }
  }

  Daemons(Place place) {
    this.place = place;
  }

  /// Starts a generation and waits for nothing.
  void start() throws IOException {
    List<String> command = new ArrayList<>(List.of(place.program()));
    command.addAll(place.daemon());
    ProcessBuilder builder = new ProcessBuilder(command);
    place.restrict(builder.environment());
    builder.redirectErrorStream(true);
    builder.redirectOutput(Redirect.appendTo(place.home().resolve("daemon.log").toFile()));
    started = System.nanoTime();
    daemon = builder.start();
  }

  /// Ends the generation; there is none until [#next].
  void strike(Signal signal) throws InterruptedException {
    long struck = System.nanoTime();
    int status = end(signal);
    last = new Death(signal, struck, System.nanoTime(), Long.MAX_VALUE, status);
  }

  /// Starts the generation after the one that was struck.
  Death next() throws IOException {
    start();
    Death death = new Death(last.signal(), last.struck(), last.gone(), started, last.status());
    deaths.add(death);
    return death;
  }

  /// Sends the signal and waits for the end.
  ///
  /// @return the exit status
  int end(Signal signal) throws InterruptedException {
    switch (signal) {
      case SIGKILL -> daemon.destroyForcibly();
      case SIGTERM -> daemon.destroy();
    }
    if (!daemon.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("the daemon does not end on " + signal);
    }
    return daemon.exitValue();
  }

  List<Death> deaths() {
    return List.copyOf(deaths);
  }

  @Override
  public void close() {
    if (daemon != null) {
      daemon.destroyForcibly();
    }
  }
}
