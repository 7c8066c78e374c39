package dev.ridethrough.chaos.world.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ridethrough.machine.Connection;
import dev.ridethrough.machine.KernelException;
import dev.ridethrough.machine.Timer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongPredicate;

/// Finds out from outside whether a daemon serves: connects and waits for its greeting.
public record Greeter(Time time, Path socket, Who who) {
  /// Which process greeted.
  public interface Who {
    long greeted(Connection connection, long said) throws IOException;
  }

  /// Where the process is the one that the greeting says.
  public Greeter(Time time, Path socket) {
    this(time, socket, (_, said) -> said);
  }

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Duration PAUSE = Duration.ofMillis(5);
  private static final Duration GLANCE = Duration.ofMillis(25);
  private static final long GLANCE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final int LONGEST_GREETING = 4096;

  /// The pid in the greeting, or empty when there was none in time.
  ///
  /// @param worthwhile whether to go on asking
  public OptionalLong await(BooleanSupplier worthwhile, long millis) {
    return await(worthwhile, _ -> true, millis);
  }

  /// The same, deaf to processes that do not count.
  OptionalLong await(BooleanSupplier worthwhile, LongPredicate counts, long millis) {
    long end = time.nanos() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (!time.isTimeToGiveUp(end) && worthwhile.getAsBoolean()) {
      long left = end - time.nanos();
      OptionalLong pid = ask(left > 0 ? left : GLANCE_NANOS);
      if (pid.isPresent() && counts.test(pid.getAsLong())) {
        return pid;
      }
      time.machine().sleep(PAUSE);
    }
    return OptionalLong.empty();
  }

  /// Whether somebody greets at once.
  boolean greets(long millis) {
    return ask(TimeUnit.MILLISECONDS.toNanos(millis)).isPresent();
  }

  /// Whether the process greets at some time until it ends.
  boolean sees(Child process, long millis) {
    long end = time.nanos() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (!time.isTimeToGiveUp(end) && process.isAlive()) {
      OptionalLong pid = ask(GLANCE_NANOS);
      if (pid.isPresent() && pid.getAsLong() == process.pid()) {
        return true;
      }
      var _ = time.await(process.exit(), GLANCE.toMillis());
    }
    return false;
  }

  private OptionalLong ask(long nanos) {
    try (Connection connection = time.machine().sockets().connect(socket)) {
      Timer watchdog =
          time.machine().after(Duration.ofNanos(Math.max(1, nanos)), connection::close);
      try {
        JsonNode pid = MAPPER.readTree(line(connection)).path("pid");
        return pid.isIntegralNumber()
            ? OptionalLong.of(who.greeted(connection, pid.longValue()))
            : OptionalLong.empty();
      } finally {
        watchdog.cancel();
      }
    } catch (IOException e) {
      return OptionalLong.empty(); // nobody there yet
    }
  }

  private static byte[] line(Connection connection) throws KernelException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    byte[] bytes = new byte[LONGEST_GREETING];
    int n = connection.read(bytes, 0, bytes.length);
    while (n > 0 && line.size() < LONGEST_GREETING) {
      line.write(bytes, 0, n);
      if (bytes[n - 1] == '\n') {
        return line.toByteArray();
      }
      n = connection.read(bytes, 0, bytes.length);
    }
    return new byte[0];
  }
}
