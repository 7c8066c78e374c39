package dev.ridethrough.chaos.world.sim.conformance;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/// The simulated kernel does what this machine's kernel does.
class KernelConformanceIT {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration PATIENCE_ONCE_BROKEN = Duration.ofMillis(500);

  private static Children children;
  private static Duration patience = PATIENCE;
  private static int number;
  private static int agreed;

  @BeforeContainer
  static void start() {
    children = new Children();
  }

  @AfterContainer
  static void stop() {
    children.close();
    System.out.println("agreed " + agreed);
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void bothKernelsAgree(@ForAll("drafts") Draft draft) {
    List<Line> story = Story.of(draft);
    try {
      Story.check(story, children, ++number, patience);
      agreed++;
    } catch (Disagreement e) {
      patience = PATIENCE_ONCE_BROKEN;
      throw new AssertionError(Story.text(story) + "\n" + e.getMessage(), e);
    }
  }

  @Provide
  Arbitrary<Draft> drafts() {
    return Drafts.any();
  }
}
