package dev.ridethrough.chaos.explore;

import dev.ridethrough.chaos.check.Control;
import dev.ridethrough.chaos.check.GateVerdict;
import dev.ridethrough.chaos.check.Judge;
import dev.ridethrough.chaos.check.Judgement;
import dev.ridethrough.chaos.check.KnownResult;
import dev.ridethrough.chaos.check.Requirement;
import dev.ridethrough.chaos.check.Tally;
import dev.ridethrough.chaos.history.History;
import dev.ridethrough.chaos.scenario.Fault;
import dev.ridethrough.chaos.scenario.KnownFailure;
import dev.ridethrough.chaos.scenario.Scenario;
import dev.ridethrough.chaos.world.World;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.sessions.JqwikSession;

/// A whole gate: corpus, known failures and controls first, then generated scenarios until the time
/// is up, but at least one, some side by side; each with each delivery.
public final class Gate {
  private static final int GENERATOR_SIZE = 1_000;

  /// More proxies than this need the machine for themselves.
  private static final int CROWD = 20;

  private final Plan plan;
  private final Worlds worlds;
  private final Keeper keeper;
  private final Tally tally = new Tally();
  private final List<Future<Control>> controls = new ArrayList<>();
  private final List<Future<?>> runs = new ArrayList<>();
  private final Semaphore lanes;
  private final Set<Fault> impossible;
  private int index;
  private int generated;

  /// Of daemons, in all that was submitted.
  private long deaths;

  /// The world that a gate is about: what it generates there, and when that is enough.
  public enum Part {
    PROCESSES,
    /// Ends when enough daemons have died, too.
    CONTAINERS
  }

  /// What to run.
  ///
  /// @param app the folder of the app under test
  /// @param time how long new scenarios are begun
  /// @param lanes how many scenarios run at once
  public record Plan(
      Part part,
      Path app,
      long seed,
      Duration time,
      int lanes,
      List<Scenario> corpus,
      KnownFailures known,
      Sabotage sabotage) {}

  /// Keeps what a run leaves behind. Called from several threads.
  public interface Keeper {
    /// Before it is judged.
    void save(int index, History history) throws IOException;

    /// After it was judged.
    ///
    /// @param world where it was run
    void judged(World world, int index, History history, Judgement judgement, Tally sum)
        throws IOException;
  }

  public Gate(Plan plan, Worlds worlds, Keeper keeper) {
    this.plan = plan;
    this.worlds = worlds;
    this.keeper = keeper;
    this.lanes = new Semaphore(plan.lanes(), true);
    this.impossible = worlds.impossible().keySet();
  }

  /// Runs everything.
  ///
  /// @throws IOException when the harness can't do its work
  public GateVerdict run() throws IOException {
    long end = System.nanoTime() + plan.time().toNanos();
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      plan.corpus().stream().filter(this::isPossible).forEach(it -> submit(executor, it));
      for (World world : worlds.all()) {
        plan.known().possible(world).forEach(it -> submit(executor, world, it));
      }
      for (Controls control : Controls.values()) {
        lanes.acquireUninterruptibly();
        controls.add(executor.submit(() -> inLanes(1, () -> control.run(plan.part(), plan.app()))));
      }
      JqwikSession.run(() -> generate(executor, end));
    }
    return verdict();
  }

  public Tally tally() {
    return tally;
  }

  /// How many scenarios were generated.
  public int generated() {
    return generated;
  }

  private void generate(ExecutorService executor, long end) {
    RandomGenerator<Scenario> generator = scenarios().generator(GENERATOR_SIZE);
    Random random = new Random(plan.seed());
    do {
      Scenario scenario = generator.next(random).value();
      if (isPossible(scenario)) {
        submit(executor, scenario);
        generated++;
      }
    } while (System.nanoTime() < end && !isEnough());
  }

  private Arbitrary<Scenario> scenarios() {
    return switch (plan.part()) {
      case PROCESSES -> Scenarios.any();
      case CONTAINERS -> ContainerScenarios.any();
    };
  }

  /// What is submitted will happen; some deaths need luck.
  private boolean isEnough() {
    return plan.part() == Part.CONTAINERS && deaths > Requirement.CONTAINER_DEATHS * 11 / 10;
  }

  /// A scenario with a fault that can't be done here would prove nothing.
  private boolean isPossible(Scenario scenario) {
    return Collections.disjoint(scenario.faults(), impossible);
  }

  private void submit(ExecutorService executor, Scenario scenario) {
    for (World world : worlds.all()) {
      deaths += scenario.lives().size();
      submit(executor, world, scenario, this::counted);
    }
  }

  private void submit(ExecutorService executor, World world, KnownFailure known) {
    submit(executor, world, known.scenario(), it -> plan.known().judge(known, it, tally));
  }

  /// Waits for a free lane; a crowd of processes gets all of them.
  private void submit(
      ExecutorService executor,
      World world,
      Scenario scenario,
      Function<History, Judgement> judge) {
    int needed = scenario.proxies() > CROWD ? plan.lanes() : 1;
    lanes.acquireUninterruptibly(needed);
    int number = ++index;
    Job<Boolean> job = () -> run(world, number, scenario, judge);
    runs.add(executor.submit(() -> inLanes(needed, job)));
  }

  private interface Job<T> {
    T run() throws IOException;
  }

  private <T> T inLanes(int number, Job<T> job) throws IOException {
    try {
      return job.run();
    } finally {
      lanes.release(number);
    }
  }

  private boolean run(
      World world, int number, Scenario scenario, Function<History, Judgement> judge)
      throws IOException {
    History history = world.run(plan.sabotage().applied(scenario), number);
    keeper.save(number, history);
    Judgement judgement = judge.apply(history);
    keeper.judged(world, number, history, judgement, tally);
    return true;
  }

  private Judgement counted(History history) {
    Judgement judgement = Judge.judge(history);
    tally.add(judgement);
    return judgement;
  }

  private GateVerdict verdict() throws IOException {
    for (Future<?> run : runs) {
      result(run);
    }
    List<Control> done = new ArrayList<>();
    for (Future<Control> control : controls) {
      done.add(result(control));
    }
    Set<Fault> possible = EnumSet.allOf(Fault.class);
    possible.removeAll(impossible);
    List<KnownResult> known = plan.known().results();
    return switch (plan.part()) {
      case PROCESSES ->
          GateVerdict.of(tally, Requirement.ofGate(tally, generated, possible), done, known);
      case CONTAINERS ->
          GateVerdict.ofExercised(tally, Requirement.ofContainers(tally, possible), done, known);
    };
  }

  private static <T> T result(Future<T> future) throws IOException {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IOException(String.valueOf(e.getCause()), e);
    }
  }
}
