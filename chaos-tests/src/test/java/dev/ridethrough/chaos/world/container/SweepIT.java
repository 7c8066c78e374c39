package dev.ridethrough.chaos.world.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ridethrough.chaos.world.process.Leftovers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What harnesses leave in the engine. Skipped where no engine answers, unless
/// `-Dcontainer=required`.
class SweepIT {
  private static final Path CORE =
      Path.of(System.getProperty("ridethrough.app"), "lib", "ridethrough-core.jar");

  @TempDir private Path owner;

  @BeforeAll
  static void needsAnEngine() {
    String wanted = System.getProperty("container", "auto");
    assumeTrue(!wanted.equals("none"), "as -Dcontainer=none says");
    String absence = Engine.absence();
    if (wanted.equals("required")) {
      assertThat(absence).as("-Dcontainer=required").isNull();
    }
    assumeTrue(absence == null, absence);
  }

  private static boolean isThere(String image) {
    return !Engine.client().listImagesCmd().withReferenceFilter(image).exec().isEmpty();
  }

  @Test
  void imagesOfAHarnessThatWasKilledAreRemoved() throws IOException {
    Images images = Images.make("sweep-test", owner, CORE);
    try {
      Leftovers.claim(owner);
      Engine.sweep();
      assertThat(List.of(images.first(), images.other()))
          .as("its owner lives")
          .allMatch(SweepIT::isThere);
      Files.writeString(owner.resolve("owner"), "1 2001-01-01T00:00:00Z\n");
      Engine.sweep();
      assertThat(List.of(images.first(), images.other())).noneMatch(SweepIT::isThere);
    } finally {
      images.close();
    }
  }
}
