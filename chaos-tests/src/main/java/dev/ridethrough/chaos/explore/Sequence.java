package dev.ridethrough.chaos.explore;

import dev.ridethrough.chaos.scenario.Scenario;
import java.util.Random;
import java.util.SplittableRandom;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.sessions.JqwikSession;

/// The generated scenarios that a seed means, each by its number: whoever runs them, on however
/// many threads, gets the same.
///
/// For the thread that made it, and one at a time in a process: what jqwik remembers of a session
/// is shared by all threads, and is not safe for two of them.
public final class Sequence implements AutoCloseable {
  private static final int GENERATOR_SIZE = 1_000;
  private static final long GAP = 0x9E3779B97F4A7C15L;

  private final long seed;
  private final RandomGenerator<Scenario> generator;

  public Sequence(long seed) {
    this.seed = seed;
    JqwikSession.start();
    this.generator = Scenarios.simulated().generator(GENERATOR_SIZE);
  }

  /// The scenario with the number, and how it can be made simpler.
  public Shrinkable<Scenario> shrinkable(long number) {
    long mixed = new SplittableRandom(seed * GAP + number).nextLong();
    return generator.next(new Random(mixed));
  }

  /// The scenario with the number, counted from 0.
  public Scenario get(long number) {
    return shrinkable(number).value();
  }

  @Override
  public void close() {
    JqwikSession.finish();
  }
}
