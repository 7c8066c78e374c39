package dev.ridethrough.chaos.world.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YieldingLoaderTest {
  private static final int SEEDS = 1000;

  private static final ClassLoader LOADER =
      new YieldingLoader(
          YieldingLoaderTest.class.getClassLoader(),
          name -> name.startsWith(Racy.class.getName() + "$"));

  @ParameterizedTest
  @ValueSource(classes = {Racy.BetweenLocks.class, Racy.BetweenAtomics.class, Racy.Volatile.class})
  void aCheckThatIsOutOfDateIsFoundWithItAndNeverWithout(Class<? extends IntSupplier> type) {
    assertThat(racesIn(type)).as("as it is").isZero();
    assertThat(racesIn(rewritten(type))).as("rewritten").isGreaterThan(SEEDS / 20);
  }

  @Test
  void whatIsSoundStaysSound() {
    assertThat(racesIn(rewritten(Racy.Sound.class))).isZero();
  }

  @Test
  void coreIsRewrittenAndItsPortIsShared() throws ClassNotFoundException {
    ClassLoader loader = YieldingLoader.ofCore();
    for (String name : List.of("daemon.Daemon", "proxy.Serve", "machine.Latch", "wire.Lines")) {
      assertThat(loader.loadClass("dev.ridethrough." + name).getClassLoader()).isEqualTo(loader);
    }
    for (String name : List.of("machine.Machine", "machine.KernelException", "machine.Phase")) {
      assertThat(loader.loadClass("dev.ridethrough." + name).getClassLoader()).isNotEqualTo(loader);
    }
  }

  @Test
  void rewrittenCoreTakesMoreStepsAndKeepsItsPromises() {
    for (int seed = 0; seed < 200; seed++) {
      Restart.Result plain = Restart.run(seed);
      Restart.Result yielding = Restart.run(seed, Settings.DEFAULT, null, Software.yieldingCore());
      assertThat(yielding.steps()).isGreaterThan(2 * plain.steps());
    }
  }

  private static Class<?> rewritten(Class<?> type) {
    try {
      return LOADER.loadClass(type.getName());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Of so many seeds, those in which both of two threads acted.
  private static int racesIn(Class<?> type) {
    int races = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      races += most(seed, () -> instance(type)) > 1 ? 1 : 0;
    }
    return races;
  }

  private static int most(long seed, Supplier<IntSupplier> maker) {
    Simulation simulation = new Simulation(seed, Settings.DEFAULT);
    IntSupplier racy = maker.get();
    List<Integer> seen = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      simulation.start("thread " + i, () -> seen.add(racy.getAsInt()));
    }
    simulation.run(Duration.ofSeconds(1));
    assertThat(seen).hasSize(2);
    return seen.getLast();
  }

  private static IntSupplier instance(Class<?> type) {
    try {
      return (IntSupplier) type.getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
