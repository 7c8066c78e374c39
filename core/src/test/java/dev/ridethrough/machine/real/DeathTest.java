package dev.ridethrough.machine.real;

import static dev.ridethrough.machine.real.Refusals.errno;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.machine.Connection;
import dev.ridethrough.machine.Errno;
import dev.ridethrough.machine.Listener;
import dev.ridethrough.machine.Sockets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What a connected client sees when the server goes away.
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DeathTest {
  private final Sockets sockets = new RealSockets();
  private final byte[] buffer = new byte[100];

  @TempDir Path room;

  private Listener listener;
  private Connection client;

  @BeforeEach
  void connect() throws Exception {
    listener = sockets.listen(room.resolve("s"), 5);
    client = sockets.connect(room.resolve("s"));
  }

  @AfterEach
  void close() {
    client.close();
    listener.close();
  }

  private int read() throws Exception {
    return client.read(buffer, 0, buffer.length);
  }

  private void assertReset() {
    assertThat(errno(this::read)).isEqualTo(Errno.ECONNRESET);
    assertBrokenPipe();
  }

  private void assertBrokenPipe() {
    assertThat(errno(() -> client.write(buffer, 0, 1))).isEqualTo(Errno.EPIPE);
  }

  @Test
  void inTheBacklogItIsReset() {
    listener.close();
    assertReset();
  }

  @Test
  void inTheBacklogItIsResetAfterWritingToo() throws Exception {
    client.write(buffer, 0, 10);
    listener.close();
    assertReset();
  }

  @Test
  void withSomethingUnreadItIsReset() throws Exception {
    client.write(buffer, 0, 10);
    Connection served = listener.accept();
    served.read(new byte[9], 0, 9);
    served.close();
    assertReset();
  }

  @Test
  void withAllReadItIsTheEnd() throws Exception {
    client.write(buffer, 0, 10);
    Connection served = listener.accept();
    assertThat(served.read(new byte[20], 0, 20)).isEqualTo(10);
    served.close();
    assertThat(read()).isEqualTo(-1);
    assertThat(read()).isEqualTo(-1);
    assertBrokenPipe();
  }

  @Test
  void withNothingSentItIsTheEnd() throws Exception {
    listener.accept().close();
    assertThat(read()).isEqualTo(-1);
    assertBrokenPipe();
  }

  @Test
  void theReplyComesBeforeTheReset() throws Exception {
    client.write(buffer, 0, 10);
    Connection served = listener.accept();
    served.write(buffer, 0, 7);
    served.close();
    assertThat(read()).isEqualTo(7);
    assertReset();
  }

  /// The kernel says it once and then reports the end; the JDK remembers.
  @Test
  void aResetStays() {
    listener.close();
    assertThat(errno(this::read)).isEqualTo(Errno.ECONNRESET);
    assertThat(errno(this::read)).isEqualTo(Errno.ECONNRESET);
  }

  @Test
  void readNowSeesTheSame() throws Exception {
    listener.close();
    assertThat(errno(() -> client.readNow(buffer, 0, 1))).isEqualTo(Errno.ECONNRESET);
  }

  @Test
  void readNowSeesTheEnd() throws Exception {
    Connection served = listener.accept();
    assertThat(client.readNow(buffer, 0, 1)).isZero();
    served.write(buffer, 0, 1);
    served.close();
    assertThat(client.readNow(buffer, 0, 1)).isEqualTo(1);
    assertThat(client.readNow(buffer, 0, 1)).isEqualTo(-1);
  }

  @Test
  void sigkillLooksTheSame() throws Exception {
    Path path = room.resolve("k");
    try (var child = Child.start("serve", path.toString())) {
      assertThat(child.line()).isEqualTo("LISTENING");
      Connection served = sockets.connect(path);
      served.write(buffer, 0, 1);
      assertThat(served.read(buffer, 0, 1)).isEqualTo(1);
      Connection unread = sockets.connect(path);
      unread.write(buffer, 0, 10);
      unread.read(buffer, 0, 1);
      child.kill();
      assertThat(served.read(buffer, 0, 1)).isEqualTo(-1);
      assertThat(errno(() -> unread.read(buffer, 0, 1))).isEqualTo(Errno.ECONNRESET);
      assertThat(errno(() -> sockets.connect(path))).isEqualTo(Errno.ECONNREFUSED);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aReaderIsWokenByOurOwnClose(Threads kind) throws Exception {
    Connection served = listener.accept();
    var reader = kind.start(() -> errno(() -> served.read(new byte[1], 0, 1)));
    Waits.untilBlocked(reader, served::close);
    assertThat(reader.get()).isEqualTo(Errno.EBADF);
    assertThat(errno(() -> served.read(new byte[1], 0, 1))).isEqualTo(Errno.EBADF);
    assertThat(errno(() -> served.readNow(new byte[1], 0, 1))).isEqualTo(Errno.EBADF);
    assertThat(errno(() -> served.write(new byte[1], 0, 1))).isEqualTo(Errno.EBADF);
    assertThat(errno(served::peer)).isEqualTo(Errno.EBADF);
    served.close();
  }

  @ParameterizedTest
  @EnumSource
  void aWriterIsWokenByOurOwnClose(Threads kind) throws Exception {
    Connection served = listener.accept();
    var writer =
        kind.start(() ->
            errno(() -> {
              while (true) {
                served.write(new byte[10_000], 0, 10_000);
              }
            }));
    Waits.untilBlocked(writer, served::close);
    assertThat(writer.get()).isEqualTo(Errno.EBADF);
  }

  @ParameterizedTest
  @EnumSource
  void aWriterIsWokenByTheDeathOfItsPeer(Threads kind) throws Exception {
    Connection served = listener.accept();
    var writer =
        kind.start(() ->
            errno(() -> {
              while (true) {
                client.write(new byte[10_000], 0, 10_000);
              }
            }));
    Waits.untilBlocked(writer, served::close);
    assertThat(writer.get()).isEqualTo(Errno.EPIPE);
  }
}
