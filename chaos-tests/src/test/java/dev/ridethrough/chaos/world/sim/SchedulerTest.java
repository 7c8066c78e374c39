package dev.ridethrough.chaos.world.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class SchedulerTest {
  private static final Duration LONG = Duration.ofDays(1);

  private final Simulation simulation = new Simulation(1, Settings.DEFAULT);

  private Scheduler.Ending run() {
    return simulation.run(LONG, () -> false);
  }

  @Test
  void withNothingToDoItIsQuietAtOnce() {
    assertThat(run()).isEqualTo(Scheduler.Ending.QUIET);
    assertThat(simulation.now()).isZero();
  }

  @Test
  void timeJumpsToWhatIsDueNext() {
    List<Duration> woken = new ArrayList<>();
    for (int seconds : List.of(3, 1, 2)) {
      simulation.start(
          "sleeper",
          () -> {
            simulation.sleep(Duration.ofSeconds(seconds));
            woken.add(simulation.now());
          });
    }
    assertThat(run()).isEqualTo(Scheduler.Ending.QUIET);
    assertThat(woken)
        .containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(3));
  }

  @Test
  void aRunEndsWhenItsTimeIsUp() {
    simulation.start("sleeper", () -> simulation.sleep(Duration.ofHours(1)));
    assertThat(simulation.run(Duration.ofSeconds(5), () -> false))
        .isEqualTo(Scheduler.Ending.TIME_UP);
    assertThat(simulation.now()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void theOrderIsTheSeeds() {
    Set<List<Integer>> orders = new LinkedHashSet<>();
    for (int seed = 0; seed < 200; seed++) {
      List<Integer> order = order(seed);
      assertThat(order(seed)).isEqualTo(order);
      orders.add(order);
    }
    assertThat(orders).as("all orders of three threads").hasSize(6);
  }

  private static List<Integer> order(long seed) {
    Simulation simulation = new Simulation(seed, Settings.DEFAULT);
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      int number = i;
      simulation.start("thread " + i, () -> order.add(number));
    }
    simulation.run(LONG, () -> false);
    return order;
  }

  @Test
  void locksOfTheJdkWork() {
    ReentrantLock lock = new ReentrantLock();
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    for (int i = 0; i < 10; i++) {
      simulation.start(
          "locker",
          () -> {
            lock.lock();
            try {
              most.accumulateAndGet(inside.incrementAndGet(), Math::max);
              simulation.sleep(Duration.ofMillis(1));
              inside.decrementAndGet();
            } finally {
              lock.unlock();
            }
          });
    }
    run();
    assertThat(most).hasValue(1);
    assertThat(simulation.now()).isEqualTo(Duration.ofMillis(10));
  }

  @Test
  @SuppressWarnings("ThreadPriorityCheck") // a yield is a step
  void withStepsThatTakeTimeATimerFiresWhileOthersRun() {
    Simulation slow = new Simulation(1, Settings.DEFAULT.withStepNanos(1000));
    AtomicInteger spins = new AtomicInteger();
    boolean[] over = {false};
    slow.after(Duration.ofMillis(1), () -> over[0] = true);
    slow.start(
        "spinner",
        () -> {
          while (!over[0]) {
            spins.incrementAndGet();
            Thread.yield();
          }
        });
    slow.run(LONG, () -> false);
    assertThat(spins).hasValue(1000);
  }

  @Test
  void aForeignThreadThatWakesOneMakesTheRunInvalid() throws InterruptedException {
    CountDownLatch gate = new CountDownLatch(1);
    simulation.start("waiter", () -> await(gate));
    run();
    Thread foreign = Thread.ofPlatform().name("foreign").start(gate::countDown);
    foreign.join();
    assertThatThrownBy(this::run)
        .isInstanceOf(InvalidRunException.class)
        .hasMessageContaining("foreign thread")
        .hasMessageContaining("thread waiter of outside");
  }

  @Test
  void aThreadThatTheMachineDoesNotKnowMakesTheRunInvalid() {
    simulation.start("maker", () -> Thread.ofVirtual().start(() -> {}));
    assertThatThrownBy(this::run)
        .isInstanceOf(InvalidRunException.class)
        .hasMessageContaining("thread maker of outside")
        .hasMessageContaining("a virtual thread that the machine does not know");
  }

  @Test
  void aTimedWaitMakesTheRunInvalid() {
    simulation.start("waiter", () -> LockSupport.parkNanos(TimeUnit.HOURS.toNanos(1)));
    assertThatThrownBy(this::run)
        .isInstanceOf(InvalidRunException.class)
        .hasMessageContaining("waits for a time");
  }

  @Test
  void aContendedMonitorMakesTheRunInvalid() {
    Object monitor = new Object();
    for (int i = 0; i < 2; i++) {
      simulation.start(
          "monitor",
          () -> {
            synchronized (monitor) {
              simulation.sleep(Duration.ofMillis(1));
            }
          });
    }
    assertThatThrownBy(this::run)
        .isInstanceOf(InvalidRunException.class)
        .hasMessageContaining("waits for a monitor");
  }

  @Test
  void waitingInAStaticInitialiserMakesTheRunInvalid() {
    Simulations.current = simulation;
    simulation.start("initialiser", Sleepy::load);
    assertThatThrownBy(this::run)
        .isInstanceOf(InvalidRunException.class)
        .hasMessageContaining("can't yield");
  }

  private static final class Simulations {
    static Simulation current;
  }

  private static final class Sleepy {
    static {
      Simulations.current.sleep(Duration.ofMillis(1));
    }

    static void load() {}
  }

  /// Needs `-Djdk.trackAllThreads=false`: without it the JDK keeps each thread that has not ended.
  @Test
  void threadsThatWereDroppedAreCollected() {
    WeakReference<byte[]> held = dropped();
    Awaitility.await()
        .until(() -> {
          System.gc();
          return held.get() == null;
        });
  }

  private static WeakReference<byte[]> dropped() {
    Simulation simulation = new Simulation(1, Settings.DEFAULT);
    byte[] data = new byte[1];
    SimProcess process =
        simulation.spawn(
            "holder",
            0,
            machine -> {
              machine.sleep(Duration.ofSeconds(1));
              return data.length;
            });
    simulation.run(Duration.ZERO);
    process.kill();
    simulation.run(Duration.ofSeconds(2));
    return new WeakReference<>(data);
  }

  private static void await(CountDownLatch gate) {
    try {
      gate.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
