package dev.ridethrough.chaos.world.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.chaos.world.run.Child.Signal;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PosixTest {
  private Process child;

  @BeforeEach
  void start() throws IOException {
    child = new ProcessBuilder("sleep", "600").start();
  }

  @AfterEach
  void end() {
    child.destroyForcibly();
  }

  @Test
  void aStoppedProcessStandsStillUntilItIsContinued() {
    assertThat(Proc.awaitStopped(child.pid(), 0)).isFalse();
    Posix.send(child, Signal.STOP);
    assertThat(Proc.awaitStopped(child.pid(), 5_000)).isTrue();
    Posix.send(child, Signal.TERM); // pends
    assertThat(Children.ended(child, 100)).isFalse();
    Posix.send(child, Signal.CONT);
    assertThat(Children.ended(child, 5_000)).isTrue();
    assertThat(child.exitValue()).isEqualTo(128 + 15);
  }

  @Test
  void theDeadAreNotSignalled() {
    Posix.send(child, Signal.KILL);
    assertThat(Children.ended(child, 5_000)).isTrue();
    Posix.send(child, Signal.KILL);
    assertThat(Proc.awaitStopped(child.pid(), 0)).isFalse();
  }

  @Test
  void descriptorLimitsAreSetAndToldFromTheOneBefore() throws IOException {
    long first = Posix.limitDescriptors(child.pid(), 10);
    assertThat(first).isGreaterThan(10);
    assertThat(Posix.limitDescriptors(child.pid(), first)).isEqualTo(10);
  }

  @Test
  void theDeadAreNotStarved() throws IOException {
    var exit = child.onExit();
    Posix.send(child, Signal.KILL);
    assertThat(Children.ended(child, 5_000)).isTrue();
    Posix.starve(child.pid(), exit).run();
  }

  @Test
  void whoIsStarvedIsFedAgain() throws IOException {
    Runnable feed = Posix.starve(child.pid(), child.onExit());
    long free = Proc.lowestFreeDescriptor(child.pid());
    assertThat(Posix.limitDescriptors(child.pid(), free)).isEqualTo(free);
    feed.run();
    assertThat(Posix.limitDescriptors(child.pid(), free)).isGreaterThan(free);
  }

  @Test
  void theLowestFreeDescriptorFollowsTheStandardOnes() throws IOException {
    assertThat(Proc.lowestFreeDescriptor(child.pid())).isGreaterThanOrEqualTo(3);
  }
}
