package dev.ridethrough.chaos.world.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTest {
  @TempDir private Path parent;
  private Path left;
  private volatile boolean over;

  @BeforeEach
  void leave() throws IOException {
    left = Files.createDirectories(parent.resolve("rt1"));
    Files.writeString(left.resolve("owner"), "1 2001-01-01T00:00:00Z\n");
    Files.writeString(Files.createDirectories(left.resolve("1/s")).resolve("0"), "");
  }

  private void sweep() {
    Leftovers.sweepBeside(parent.resolve("rt2"));
  }

  @Test
  void whatNobodyOwnsIsRemoved() {
    sweep();
    assertThat(left).doesNotExist();
  }

  @Test
  void whatSomebodyOwnsStays() throws IOException {
    Files.delete(left.resolve("owner"));
    Leftovers.claim(left);
    sweep();
    assertThat(left.resolve("1/s/0")).exists();
  }

  /// A daemon in a container lives until that is removed, and makes anew what is deleted.
  @Test
  void whatIsWrittenToMeanwhileIsRemovedByTheNextOne() throws Exception {
    Thread writer = Thread.ofPlatform().start(this::write);
    sweep();
    over = true;
    writer.join();
    sweep();
    assertThat(left).doesNotExist();
  }

  private void write() {
    for (int i = 1; !over; i++) {
      try {
        Files.writeString(left.resolve("1/s/" + i), "");
      } catch (IOException e) {
        // its folder was deleted before it came to that
      }
    }
  }
}
