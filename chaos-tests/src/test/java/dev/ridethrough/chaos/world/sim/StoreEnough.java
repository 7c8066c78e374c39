package dev.ridethrough.chaos.world.sim;

import java.util.List;
import net.jqwik.api.lifecycle.AroundTryHook;
import net.jqwik.api.lifecycle.TryExecutionResult;
import net.jqwik.api.lifecycle.TryExecutor;
import net.jqwik.api.lifecycle.TryLifecycleContext;

/// Ends a property after as many tries as the command line says: the annotation takes a constant
/// only.
final class StoreEnough implements AroundTryHook {
  static final int SEQUENCES = Integer.getInteger("conformance.sequences", 300);

  private int tried;

  @Override
  public TryExecutionResult aroundTry(
      TryLifecycleContext context, TryExecutor executor, List<Object> parameters) {
    TryExecutionResult result = executor.execute(parameters);
    boolean enough = ++tried >= SEQUENCES;
    return enough && result.isSatisfied() ? TryExecutionResult.satisfied(true) : result;
  }
}
