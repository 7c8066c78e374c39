package dev.ridethrough.chaos.world.sim.conformance;

import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;

/// As many tries as there shall be sequences; each try plays several at once.
final class SequencesHook implements AroundPropertyHook {
  private static final int SEQUENCES = Integer.getInteger("conformance.sequences", 2000);

  @Override
  public PropertyExecutionResult aroundProperty(
      PropertyLifecycleContext context, PropertyExecutor property) {
    context.attributes().setTries(Math.ceilDiv(SEQUENCES, Theatre.LANES));
    return property.execute();
  }
}
