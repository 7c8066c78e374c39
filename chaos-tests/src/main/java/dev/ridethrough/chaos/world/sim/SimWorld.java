package dev.ridethrough.chaos.world.sim;

import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.history.History;
import dev.ridethrough.chaos.scenario.Fault;
import dev.ridethrough.chaos.scenario.Scenario;
import dev.ridethrough.chaos.world.Target;
import dev.ridethrough.chaos.world.World;
import dev.ridethrough.chaos.world.run.Recorder;
import dev.ridethrough.chaos.world.run.ScenarioRun;
import dev.ridethrough.grace.Delivery;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Runs scenarios on a simulated machine, in virtual time: a scenario, with its seed, has one
/// history. Thread-safe; each run stays on the thread that asks for it.
public final class SimWorld implements World {
  /// No scenario may last longer, in simulated time.
  private static final Duration LIMIT = Duration.ofHours(1);

  /// How much time a step takes, chosen by the seed: with none, everything happens at once unless
  /// somebody waits.
  private static final long[] STEP_NANOS = {0, 200, 2_000};

  /// How often threads take turns, chosen by the seed, too.
  private static final int[] TURN_ONE_IN = {3, 8, 16, 32, 32, 64, 64, 128};

  private final Target target;
  private final Software software;
  private final OptionalLong proxyGraceMillis;
  private final Consumer<Event> observer;

  /// See [WarmUp].
  ///
  /// @param proxyGraceMillis what the proxies are told instead of the scenario's window, by which
  ///   they are judged all the same
  /// @param observer hears of each event as it happens
  public SimWorld(
      Target target, Software software, OptionalLong proxyGraceMillis, Consumer<Event> observer) {
    this.target = target;
    this.software = software;
    this.proxyGraceMillis = proxyGraceMillis;
    this.observer = observer;
    var _ = new SimWorld(this, _ -> {}).run(WarmUp.SCENARIO, Probe.NONE);
  }

  private SimWorld(SimWorld cold, Consumer<Event> observer) {
    this.target = cold.target;
    this.software = cold.software;
    this.proxyGraceMillis = cold.proxyGraceMillis;
    this.observer = observer;
  }

  @Override
  public String name() {
    return "sim";
  }

  @Override
  public String delivery() {
    return target.delivery();
  }

  @Override
  public boolean isRepeatable() {
    return true;
  }

  @Override
  public Map<Fault, String> impossible() {
    Map<Fault, String> reasons = new EnumMap<>(Fault.class);
    reasons.put(
        Fault.WALL_CLOCK_JUMP,
        "the core's machine has no operation that reads the wall clock, and an architecture test"
            + " forbids any other: nothing in it can see this");
    EnumSet.allOf(Fault.class).stream()
        .filter(Fault::needsEngine)
        .forEach(it -> reasons.put(it, "only a container engine can do it: --world container"));
    return reasons;
  }

  @Override
  public History run(Scenario scenario, int index) {
    return run(scenario, Probe.NONE).history();
  }

  /// What came of it.
  ///
  /// @param time how much simulated time it took
  public record Result(History history, Duration time, long steps) {}

  /// Runs the scenario, with somebody who hears of every operation.
  public Result run(Scenario scenario, Probe probe) {
    return run(scenario, probe, null);
  }

  /// Runs the scenario, and keeps each step: for a person who wants to know where two runs of it
  /// part.
  public Trace trace(Scenario scenario) {
    Trace trace = new Trace();
    var _ = run(scenario, Probe.NONE, trace);
    return trace;
  }

  private Result run(Scenario scenario, Probe probe, @Nullable Trace trace) {
    Simulation simulation = new Simulation(scenario.seed(), settings(scenario.seed()), trace);
    Duration grace = Duration.ofMillis(proxyGraceMillis.orElse(scenario.windowMillis()));
    SimDriver driver = new SimDriver(scenario, simulation, software, grace, exactlyOnce(), probe);
    Recorder recorder = new Recorder(driver.machine(), observer, null);
    driver.recordTo(recorder);
    String failure = failure(scenario, simulation, driver, recorder);
    if (!failure.isEmpty()) {
      recorder.add(at -> new Event.HarnessFailed(at, failure));
    }
    return new Result(history(scenario, recorder), simulation.now(), simulation.steps());
  }

  private History history(Scenario scenario, Recorder recorder) {
    return new History(
        History.FORMAT,
        name(),
        target.name(),
        target.delivery(),
        scenario.windowMillis(),
        scenario,
        recorder.events());
  }

  private static Settings settings(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return Settings.DEFAULT
        .withStepNanos(STEP_NANOS[random.nextInt(STEP_NANOS.length)])
        .withTurnOneIn(TURN_ONE_IN[random.nextInt(TURN_ONE_IN.length)]);
  }

  /// @return why nothing can be concluded, or empty
  private String failure(
      Scenario scenario, Simulation simulation, SimDriver driver, Recorder recorder) {
    boolean[] done = {false};
    driver.machine().start("run", () -> run(scenario, driver, recorder, done));
    try {
      return switch (simulation.run(LIMIT, () -> done[0])) {
        case DONE -> "";
        case QUIET -> "nothing happens any more, and the scenario has not ended";
        case TIME_UP -> "the scenario did not end within " + LIMIT.toMinutes() + " minutes";
      };
    } catch (InvalidRunException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private void run(Scenario scenario, SimDriver driver, Recorder recorder, boolean[] done) {
    try {
      new ScenarioRun(scenario, target, driver, recorder).run();
    } catch (Exception e) {
      recorder.add(at -> new Event.HarnessFailed(at, String.valueOf(e)));
    }
    done[0] = true;
  }

  @Override
  public void close() {}

  private boolean exactlyOnce() {
    return target.delivery().equals(Delivery.EXACTLY_ONCE.text());
  }
}
