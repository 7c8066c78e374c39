package dev.ridethrough.chaos.world.sim.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/// The simulated kernel does what this machine's kernel does: random calls of three processes have
/// the same outcomes on both, and between them come to everything that is known of Unix sockets
/// around a restart.
///
/// `-Dconformance.sequences=10000` asks for more of them. Without root all processes belong to one
/// user, and the rows that need another are left out.
class KernelConformanceIT {
  private static Theatre theatre;

  @BeforeContainer
  static void open() {
    theatre = new Theatre();
  }

  /// Also fails when a row was never hit.
  @AfterContainer
  static void close() {
    theatre.close();
    System.out.println(theatre.report());
    assertThat(theatre.missingRows()).as("rows that no sequence has come to").isEmpty();
  }

  /// A build is repeatable: without the seed it looks further.
  @Property(edgeCases = EdgeCasesMode.NONE, seed = "1")
  @AddLifecycleHook(SequencesHook.class)
  void bothKernelsAgree(@ForAll("stories") List<Draft> drafts) {
    theatre.play(drafts);
  }

  @Provide
  Arbitrary<List<Draft>> stories() {
    return Drafts.any()
        .list()
        .ofMinSize(1)
        .ofMaxSize(Theatre.LANES)
        .withSizeDistribution(Drafts.between(Theatre.LANES, Theatre.LANES));
  }
}
