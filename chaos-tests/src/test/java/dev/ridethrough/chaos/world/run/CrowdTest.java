package dev.ridethrough.chaos.world.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.machine.Machine;
import dev.ridethrough.machine.real.RealMachine;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrowdTest {
  private static final Machine MACHINE = new RealMachine();

  @TempDir private Path folder;

  @Test
  void fillsAQueueToItsLastPlace() throws IOException {
    Path socket = folder.resolve("s");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket), 7);
      try (Crowd crowd = Crowd.fill(MACHINE, socket)) {
        assertThat(crowd.isFull()).isTrue();
        assertThat(crowd.size()).isEqualTo(8);
      }
    }
  }

  @Test
  void whereNobodyListensNothingIsFull() throws IOException {
    try (Crowd crowd = Crowd.fill(MACHINE, folder.resolve("none"))) {
      assertThat(crowd.isFull()).isFalse();
    }
  }
}
