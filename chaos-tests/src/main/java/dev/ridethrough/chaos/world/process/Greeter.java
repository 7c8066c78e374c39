package dev.ridethrough.chaos.world.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.Scanner;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongPredicate;

/// Finds out from outside whether a daemon serves: connects and waits for its greeting.
final class Greeter {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final long GLANCE_MILLIS = 25;
  private static final long GLANCE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private Greeter() {}

  /// The pid in the greeting, or empty when there was none in time.
  ///
  /// @param worthwhile whether to go on asking
  static OptionalLong await(Path socket, BooleanSupplier worthwhile, long millis) {
    return await(socket, worthwhile, _ -> true, millis);
  }

  /// The same, deaf to processes that do not count.
  static OptionalLong await(
      Path socket, BooleanSupplier worthwhile, LongPredicate counts, long millis) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (System.nanoTime() < end && worthwhile.getAsBoolean()) {
      OptionalLong pid = ask(socket, end);
      if (pid.isPresent() && counts.test(pid.getAsLong())) {
        return pid;
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    return OptionalLong.empty();
  }

  /// Whether somebody greets at once.
  static boolean greets(Path socket, long millis) {
    return ask(socket, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis)).isPresent();
  }

  /// Whether the process greets at some time until it ends.
  static boolean sees(Path socket, Process process, long millis) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (System.nanoTime() < end && process.isAlive()) {
      OptionalLong pid = ask(socket, System.nanoTime() + GLANCE_NANOS);
      if (pid.isPresent() && pid.getAsLong() == process.pid()) {
        return true;
      }
      Children.ended(process, GLANCE_MILLIS);
    }
    return false;
  }

  private static OptionalLong ask(Path socket, long end) {
    CompletableFuture<Void> watchdog = new CompletableFuture<>();
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        Scanner lines = new Scanner(Channels.newReader(channel, StandardCharsets.UTF_8))) {
      var _ =
          watchdog
              .completeOnTimeout(null, Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS)
              .thenRun(() -> close(channel));
      JsonNode greeting = MAPPER.readTree(lines.hasNextLine() ? lines.nextLine() : "{}");
      JsonNode pid = greeting.path("pid");
      return pid.isIntegralNumber() ? OptionalLong.of(pid.longValue()) : OptionalLong.empty();
    } catch (IOException e) {
      return OptionalLong.empty(); // nobody there yet
    } finally {
      watchdog.cancel(false);
    }
  }

  private static void close(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // nobody waits for it any more
    }
  }
}
