package dev.ridethrough.chaos.world.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ControlSocketTest {
  @TempDir Path folder;

  private int sockets;

  /// Where somebody stands who says these lines, and in the end comes to the kill point 9.
  private String where(String... lines) throws Exception {
    Path path = folder.resolve("c" + ++sockets);
    try (ControlSocket control = new ControlSocket(path, List.of());
        SocketChannel process = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      String text = "daemon 1\n" + String.join("\n", lines) + "\nreached 9\n";
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
      while (bytes.hasRemaining()) {
        process.write(bytes);
      }
      assertThat(control.reached(9).get(10, TimeUnit.SECONDS)).isEqualTo("daemon 1");
      assertThat(control.where(9)).isNull();
      return control.where(3);
    }
  }

  @Test
  void aProcessSaysWhereItStands() throws Exception {
    assertThat(where("reached 3 A.b (A.java:1), called from C.d (C.java:2)"))
        .isEqualTo("A.b (A.java:1), called from C.d (C.java:2)");
  }

  @Test
  void theFirstToComeThereCounts() throws Exception {
    assertThat(where("reached 3 first", "reached 3 second")).isEqualTo("first");
  }

  @Test
  void nothingThatATerminalObeysAndNoMoreThanAFewLines() throws Exception {
    assertThat(where("reached 3 a\033[31mb\u202e")).isEqualTo("a\\u{1b}[31mb\\u{202e}");
    assertThat(where("reached 3 " + "x".repeat(100_000))).hasSize(400).endsWith("x...");
  }

  @Test
  void whatIsNoMessageIsPassedOver() throws Exception {
    assertThat(where("reached x", "reached 99999999999 y", "hello", "go 3", "reached 3 here"))
        .isEqualTo("here");
  }
}
