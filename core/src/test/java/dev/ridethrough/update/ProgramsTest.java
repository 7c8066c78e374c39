package dev.ridethrough.update;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.machine.TestMachine;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgramsTest {
  /// A post-update that is cut off would be taken for one whose daemon does not answer.
  @Test
  void postUpdateMayWaitForTwoDaemonsThatDrainForLong() {
    Duration stop = Duration.ofMinutes(10);
    Programs programs = new Programs(TestMachine.REAL, stop);
    assertThat(programs.postUpdateLimit()).isGreaterThan(stop.multipliedBy(2).plusMinutes(1));
  }
}
