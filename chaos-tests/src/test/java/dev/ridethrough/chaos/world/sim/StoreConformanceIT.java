package dev.ridethrough.chaos.world.sim;

import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;

/// The simulated store does what the real one does, as far as a program can see.
class StoreConformanceIT {

  private StoreConformance conformance;

  @BeforeProperty
  void begin() {
    conformance = new StoreConformance();
  }

  @AfterProperty
  void end() {
    System.out.println(conformance.summary());
    conformance.close();
  }

  @Property(
      tries = Integer.MAX_VALUE,
      seed = "1", // a build is repeatable; take it away to look further
      generation = GenerationMode.RANDOMIZED,
      edgeCases = EdgeCasesMode.NONE,
      shrinking = ShrinkingMode.FULL)
  @AddLifecycleHook(StoreEnough.class)
  boolean theSimulatedStoreDoesWhatTheRealOneDoes(
      @ForAll("sequences") List<StoreStep> steps, @ForAll long seed) {
    conformance.check(steps, seed);
    return true;
  }

  @Provide
  Arbitrary<List<StoreStep>> sequences() {
    return StoreSteps.sequences();
  }
}
