package dev.ridethrough.update;

import dev.ridethrough.machine.Machine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The right to update: one at a time in one place. The kernel takes it back from who dies.
record Turn(FileChannel channel) implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Pattern NUMBER = Pattern.compile("\\d{1,19}");
  private static final int MAX_BYTES = 32;

  /// Waits for it, for some seconds.
  ///
  /// @throws UpdateException when another update has it all the time
  static Turn take(Machine machine, Path prefix) throws UpdateException {
    Path file = prefix.resolve("lock");
    try {
      Files.createDirectories(prefix);
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      Turn turn = new Turn(channel);
      boolean taken = false;
      try {
        turn.await(machine, prefix);
        taken = true;
        return turn;
      } finally {
        if (!taken) {
          channel.close();
        }
      }
    } catch (IOException e) {
      throw UpdateException.of("lock", file, e);
    }
  }

  private void await(Machine machine, Path prefix) throws IOException, UpdateException {
    long giveUpAt = machine.nanoTime() + PATIENCE.toNanos();
    while (!isMine(channel)) {
      if (machine.nanoTime() > giveUpAt) {
        throw new UpdateException(busy(channel, prefix));
      }
      machine.sleep(POLL);
    }
    byte[] pid = Long.toString(machine.self().pid()).getBytes(StandardCharsets.US_ASCII);
    channel.truncate(0).write(ByteBuffer.wrap(pid), 0);
  }

  private static boolean isMine(FileChannel channel) throws IOException {
    @Nullable FileLock lock = channel.tryLock();
    return lock != null;
  }

  private static String busy(FileChannel channel, Path prefix) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(MAX_BYTES);
    channel.read(bytes, 0);
    String holder = new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII);
    String who = NUMBER.matcher(holder).matches() ? " (pid " + holder + ")" : "";
    return "another update%s is at work in %s. Try again when it is over.".formatted(who, prefix);
  }

  @Override
  public void close() throws UpdateException {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UpdateException("can't give the lock back: " + e.getMessage());
    }
  }
}
