package dev.ridethrough.chaos.foreign;

import dev.ridethrough.chaos.world.process.Children;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One generation of the daemon after the other. Not thread-safe.
final class Daemons implements AutoCloseable {
  private static final long LIMIT_MILLIS = 20_000;
  private static final long LOOK_AGAIN_MILLIS = 10;

  /// The exit status of who was killed.
  private static final int KILLED = 137;

  private final Place place;
  private final Path log;
  private final List<Death> deaths = new ArrayList<>();
  private @Nullable Process daemon;
  private long started;

  enum Signal {
    SIGKILL,
    SIGTERM
  }

  /// How one generation was ended; the times are of the monotonic clock.
  ///
  /// @param struck right before the signal was sent
  /// @param gone when the kernel had said that the process is no more
  /// @param status the exit status
  record End(Signal signal, long struck, long gone, int status) {}

  /// One restart.
  ///
  /// @param next right before the next generation was started
  record Death(Signal signal, long struck, long gone, long next, int status) {

    /// Whether it ended as who gets that signal does, and not by itself before.
    boolean isExpected() {
      return status == (signal == Signal.SIGKILL ? KILLED : 0);
    }

    /// Whether something that happened then happened while no daemon lived.
    boolean outageAt(long time) {
      return gone <= time && time <= next;
    }
  }

  /// @param log where the daemons' output goes
  Daemons(Place place, Path log) {
    this.place = place;
    this.log = log;
  }

  /// Starts a generation and waits for nothing.
  void start() throws IOException {
    ProcessBuilder builder = new ProcessBuilder(place.daemon());
    place.restrict(builder.environment());
    builder.redirectErrorStream(true);
    builder.redirectOutput(Redirect.appendTo(log.toFile()));
    started = System.nanoTime();
    daemon = Children.start(builder);
  }

  /// Ends the generation; there is none until [#next].
  End strike(Signal signal) throws IOException {
    long struck = System.nanoTime();
    int status = end(signal);
    return new End(signal, struck, System.nanoTime(), status);
  }

  /// Starts the generation after the one that was struck.
  Death next(End end) throws IOException {
    start();
    Death death = new Death(end.signal(), end.struck(), end.gone(), started, end.status());
    deaths.add(death);
    return death;
  }

  /// Waits until the daemon greets, whatever it says about itself elsewhere.
  void awaitServing() throws IOException {
    long end = System.nanoTime() + LIMIT_MILLIS * 1_000_000;
    while (!greets()) {
      if (System.nanoTime() > end) {
        throw new IOException("no daemon greets at " + place.socket() + "; its log is " + log);
      }
      Pause.millis(LOOK_AGAIN_MILLIS);
    }
  }

  private boolean greets() {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(place.socket()))) {
      return channel.read(ByteBuffer.allocate(1)) == 1;
    } catch (IOException e) {
      return false; // not yet
    }
  }

  /// Sends the signal and waits for the end.
  ///
  /// @return the exit status
  int end(Signal signal) throws IOException {
    Process process = daemon;
    if (process == null) {
      throw new IllegalStateException("no daemon was started");
    }
    switch (signal) {
      case SIGKILL -> process.destroyForcibly();
      case SIGTERM -> process.destroy();
    }
    if (!Children.ended(process, LIMIT_MILLIS)) {
      throw new IOException("the daemon does not end on " + signal + "; its log is " + log);
    }
    return process.exitValue();
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
