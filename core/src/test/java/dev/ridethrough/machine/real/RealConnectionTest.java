package dev.ridethrough.machine.real;

import static dev.ridethrough.machine.real.Refusals.errno;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.machine.Connection;
import dev.ridethrough.machine.Listener;
import dev.ridethrough.machine.Peer;
import dev.ridethrough.machine.Sockets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RealConnectionTest {
  private static final int MUCH = 4_000_000;

  private final Sockets sockets = new RealSockets();

  @TempDir Path room;

  private Path path;
  private Listener listener;
  private Connection client;
  private Connection server;

  @BeforeEach
  void connect() throws Exception {
    path = room.resolve("s");
    listener = sockets.listen(path, 50);
    client = sockets.connect(path);
    server = listener.accept();
  }

  @AfterEach
  void close() {
    client.close();
    server.close();
    listener.close();
  }

  private void assertEchoes() throws Exception {
    var byteThere = new byte[] {42};
    var byteBack = new byte[1];
    client.write(byteThere, 0, 1);
    assertThat(server.read(byteBack, 0, 1)).isEqualTo(1);
    assertThat(byteBack).isEqualTo(byteThere);
    server.write(byteThere, 0, 1);
    assertThat(client.read(byteBack, 0, 1)).isEqualTo(1);
  }

  /// A writer whose peer does not read neither disturbs readNow nor is disturbed by it.
  @ParameterizedTest
  @EnumSource
  void readNowAndABlockedWriterLeaveEachOtherAlone(Threads kind) throws Exception {
    var zeros =
        kind.start(() -> {
          int written = 0;
          int zero = 0;
          byte[] pattern = pattern();
          while (written < MUCH) {
            int count = client.write(pattern, written, MUCH - written);
            zero += count == 0 ? 1 : 0;
            written += count;
          }
          return zero;
        });
    Waits.untilBlocked(zeros, () -> {});
    var one = new byte[1];
    for (int i = 0; i < 1000; i++) {
      assertThat(kind.call(() -> client.readNow(one, 0, 1))).isZero();
    }
    server.write(new byte[] {7}, 0, 1);
    assertThat(client.readNow(one, 0, 1)).isEqualTo(1);
    assertThat(one[0]).isEqualTo((byte) 7);
    assertThat(zeros.isDone()).isFalse();
    assertThat(readWhilePolling()).isEqualTo(pattern());
    assertThat(zeros.get()).isZero();
  }

  private static byte[] pattern() {
    var bytes = new byte[MUCH];
    for (int i = 0; i < MUCH; i++) {
      bytes[i] = (byte) (i * 31 + i / 256);
    }
    return bytes;
  }

  private byte[] readWhilePolling() throws Exception {
    var all = new byte[MUCH];
    var one = new byte[1];
    int count = 0;
    while (count < MUCH) {
      count += server.read(all, count, Math.min(10_000, MUCH - count));
      assertThat(client.readNow(one, 0, 1)).isZero();
    }
    return all;
  }

  @Test
  void readKeepsToItsPartOfTheBuffer() throws Exception {
    server.write("abc".getBytes(java.nio.charset.StandardCharsets.UTF_8), 1, 2);
    var buffer = new byte[] {1, 2, 3, 4, 5};
    assertThat(client.read(buffer, 2, 1)).isEqualTo(1);
    assertThat(buffer).isEqualTo(new byte[] {1, 2, 'b', 4, 5});
  }

  @Test
  void thePeerIsTheProcessAtTheOtherEnd() throws Exception {
    Peer self = new RealMachine().self();
    assertThat(client.peer()).isEqualTo(self);
    assertThat(server.peer()).isEqualTo(self);
    Path served = room.resolve("c");
    try (var child = Child.start("serve", served.toString())) {
      assertThat(child.line()).isEqualTo("LISTENING");
      try (Connection other = sockets.connect(served)) {
        assertThat(other.peer()).isEqualTo(new Peer(child.process.pid(), self.uid()));
      }
    }
  }

  /// Nothing that was made to ask may close the descriptor when it is collected.
  @ParameterizedTest
  @EnumSource
  void theConnectionOutlivesTheAsking(Threads kind) throws Exception {
    assertEchoes();
    for (int i = 0; i < 5; i++) {
      kind.call(client::peer);
      kind.call(() -> PeerCredentials.of(Descriptors.of(channelOf(client))));
      var garbage = new byte[10_000_000];
      Arrays.fill(garbage, (byte) i);
      System.gc();
      assertEchoes();
    }
  }

  private static java.nio.channels.SocketChannel channelOf(Connection connection) throws Exception {
    var field = RealConnection.class.getDeclaredField("channel");
    field.setAccessible(true);
    return (java.nio.channels.SocketChannel) field.get(connection);
  }

  @Test
  void noDescriptorIsLeft() throws Exception {
    client.peer();
    long before = descriptors();
    for (int i = 0; i < 200; i++) {
      Connection connected = sockets.connect(path);
      Connection accepted = listener.accept();
      connected.peer();
      accepted.readNow(new byte[1], 0, 1);
      connected.close();
      accepted.close();
      errno(() -> sockets.connect(room.resolve("missing")));
      errno(() -> sockets.listen(path, 1));
      sockets.listen(room.resolve("l" + i), 1).close();
    }
    assertThat(descriptors()).isLessThan(before + 50);
  }

  private static long descriptors() throws Exception {
    try (var open = Files.list(Path.of("/proc/self/fd"))) {
      return open.count();
    }
  }
}
