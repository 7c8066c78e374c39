package dev.ridethrough.chaos.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// What an update may say of itself.
class TrialTest {
  private static final Build BAD =
      new Build("NEW that does not start", Path.of("b"), Path.of("b"), "1", "d", true, true);

  private static Update ended(int status) {
    return new Update(BAD, null, status, 1_000, "said");
  }

  @Test
  void anUpdateThatWentBackSaysSo() {
    assertThat(Trial.unlikeRollBack(ended(70))).isEmpty();
  }

  /// Nobody serves, refused, updated, killed: the old version runs all the same.
  @Test
  void noOtherStatusWillDo() {
    for (int status : new int[] {71, 1, 0, 137}) {
      assertThat(Trial.unlikeRollBack(ended(status)))
          .singleElement()
          .asString()
          .contains("ended with status " + status, "70", "said");
    }
  }
}
