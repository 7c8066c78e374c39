package dev.ridethrough.chaos.world.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.machine.Machine;
import dev.ridethrough.machine.real.RealMachine;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecoyTest {
  private static final Machine MACHINE = new RealMachine();
  private static final long SELF = ProcessHandle.current().pid();

  @TempDir private Path folder;

  @Test
  void acceptsHangsUpAndCounts() throws IOException {
    Path socket = folder.resolve("s");
    try (Decoy decoy = new Decoy(MACHINE, socket, Set.of(SELF))) {
      for (int i = 0; i < 5; i++) {
        connectToTheEnd(socket);
      }
      assertThat(decoy.count().connections()).isEqualTo(5);
      assertThat(decoy.count().processes()).isEqualTo(1);
    }
  }

  @Test
  void whoeverIsNotOursDoesNotCount() throws IOException {
    Path socket = folder.resolve("s");
    try (Decoy decoy = new Decoy(MACHINE, socket, Set.of(SELF + 1))) {
      connectToTheEnd(socket);
      assertThat(decoy.count().connections()).isZero();
    }
  }

  /// The end comes after it was counted.
  private static void connectToTheEnd(Path socket) throws IOException {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      assertThat(channel.read(ByteBuffer.allocate(1))).isEqualTo(-1);
    }
  }
}
