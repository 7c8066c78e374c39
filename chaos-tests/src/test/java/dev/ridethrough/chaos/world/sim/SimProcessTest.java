package dev.ridethrough.chaos.world.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.chaos.scenario.Operation;
import dev.ridethrough.machine.Errno;
import dev.ridethrough.machine.KernelException;
import dev.ridethrough.machine.Machine;
import dev.ridethrough.machine.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimProcessTest {
  private static final int USER = 1000;
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Simulation simulation = new Simulation(1, Settings.DEFAULT);
  private final List<String> said = new ArrayList<>();

  private SimProcess spawn(SimProcess.Main main) {
    SimProcess process = simulation.spawn("process", USER, main);
    process.onExit(() -> said.add("gone"));
    return process;
  }

  private int sleeper(Machine machine) {
    try {
      machine.sleep(SECOND);
      said.add("slept");
      return 7;
    } finally {
      said.add("unwound");
    }
  }

  @Test
  void whatMainReturnsIsTheStatus() {
    SimProcess process = spawn(this::sleeper);
    simulation.run(SECOND);
    assertThat(said).containsExactly("slept", "unwound", "gone");
    assertThat(process.status()).isEqualTo(7);
    assertThat(process.state()).isEqualTo(SimProcess.State.GONE);
  }

  @Test
  void whenKilledNothingUnwinds() {
    SimProcess process = spawn(this::sleeper);
    simulation.run(Duration.ofMillis(500));
    process.kill();
    assertThat(process.state()).isEqualTo(SimProcess.State.DYING);
    assertThat(simulation.run(Duration.ofDays(1), () -> false)).isEqualTo(Scheduler.Ending.QUIET);
    assertThat(simulation.now()).as("its timers are gone, too").isEqualTo(Duration.ofMillis(500));
    assertThat(said).containsExactly("gone");
    assertThat(process.status()).isEqualTo(SimProcess.KILLED);
  }

  @Test
  void killedAtAKillPointItDoesNotGetPast() {
    SimProcess process = spawn(this::sleeper);
    simulation.intercept((thread, _) -> thread.process().kill());
    simulation.run(SECOND);
    assertThat(said).containsExactly("gone");
    assertThat(process.status()).isEqualTo(SimProcess.KILLED);
  }

  @Test
  void exitEndsAllThreads() {
    spawn(machine -> {
      machine.start("other", () -> sleeper(machine));
      machine.startDedicated("dedicated", () -> sleeper(machine));
      machine.sleep(Duration.ofMillis(1));
      machine.exit(3);
      said.add("never");
      return 0;
    });
    simulation.run(SECOND.multipliedBy(2));
    assertThat(said).containsExactly("gone");
  }

  @Test
  void sigtermRunsTheHandlerOnAThreadOfItsOwn() {
    SimProcess process =
        spawn(machine -> {
          machine.onTerminate(() -> {
            said.add("SIGTERM");
            machine.sleep(SECOND);
            machine.exit(5);
          });
          machine.sleep(SECOND.multipliedBy(10));
          return 0;
        });
    simulation.run(SECOND);
    process.terminate();
    process.terminate();
    simulation.run(SECOND);
    assertThat(said).containsExactly("SIGTERM", "SIGTERM", "gone");
    assertThat(process.status()).isEqualTo(5);
  }

  @Test
  void withoutAHandlerSigtermEndsIt() {
    SimProcess process = spawn(this::sleeper);
    process.stop();
    process.terminate();
    assertThat(process.isAlive()).as("stopped").isTrue();
    process.resume();
    simulation.run(SECOND);
    assertThat(said).containsExactly("gone");
    assertThat(process.status()).isEqualTo(143);
  }

  @Test
  void stoppedItsTimersFireWhenItGoesOn() {
    SimProcess process =
        spawn(machine -> {
          machine.after(SECOND, () -> said.add("timer at " + simulation.now()));
          machine.sleep(SECOND);
          said.add("woken at " + simulation.now());
          machine.sleep(SECOND);
          return 0;
        });
    simulation.run(Duration.ofMillis(500));
    process.stop();
    simulation.run(SECOND.multipliedBy(4));
    assertThat(said).isEmpty();
    process.resume();
    simulation.run(Duration.ZERO);
    assertThat(said).containsExactlyInAnyOrder("timer at PT4.5S", "woken at PT4.5S");
  }

  @Test
  void stoppedAtAKillPointItGoesOnThere() {
    SimProcess process = spawn(this::sleeper);
    boolean[] once = {false};
    simulation.intercept((thread, operation) -> {
      if (operation == Operation.SLEEP && !once[0]) {
        once[0] = true;
        thread.process().stop();
      }
    });
    simulation.run(SECOND.multipliedBy(3));
    assertThat(said).isEmpty();
    process.resume();
    simulation.run(SECOND);
    assertThat(said).containsExactly("slept", "unwound", "gone");
  }

  @Test
  void aStoppedProcessCanBeKilled() {
    SimProcess process = spawn(this::sleeper);
    process.stop();
    process.kill();
    simulation.run(SECOND);
    process.resume();
    simulation.run(SECOND);
    assertThat(said).containsExactly("gone");
  }

  /// It is due while the process is stopped: the thread that comes first decides, and the seed
  /// which one that is.
  @Test
  void aTimerCanBeCancelledUntilItBegins() {
    int fired = 0;
    for (int seed = 0; seed < 50; seed++) {
      fired += firesAfterStop(seed) ? 1 : 0;
    }
    assertThat(fired).isBetween(1, 49);
  }

  private static boolean firesAfterStop(long seed) {
    Simulation simulation = new Simulation(seed, Settings.DEFAULT);
    boolean[] fired = {false};
    SimProcess process =
        simulation.spawn(
            "process",
            USER,
            machine -> {
              Timer timer = machine.after(SECOND, () -> fired[0] = true);
              machine.sleep(Duration.ofMillis(10));
              timer.cancel();
              return 0;
            });
    simulation.run(Duration.ofMillis(5));
    process.stop();
    simulation.run(SECOND.multipliedBy(2));
    process.resume();
    simulation.run(SECOND);
    return fired[0];
  }

  @Test
  void aCancelledTimerDoesNotFire() {
    spawn(machine -> {
      machine.after(SECOND, () -> said.add("timer")).cancel();
      machine.sleep(SECOND.multipliedBy(2));
      return 0;
    });
    simulation.run(SECOND.multipliedBy(5));
    assertThat(said).containsExactly("gone");
  }

  @Test
  void signalsGoToOnesOwnProcessesOnly() {
    Actor ann = new Actor(simulation, "ann", USER);
    Actor bob = new Actor(simulation, "bob", USER + 1);
    long pid = ann.process.pid();
    assertThat(bob.get(() -> bob.machine().terminate(pid))).isFalse();
    assertThat(ann.get(() -> ann.machine().terminate(pid))).as("itself").isFalse();
    assertThat(bob.get(() -> bob.machine().alive(pid))).isTrue();
    Actor root = new Actor(simulation, "root", 0);
    assertThat(root.get(() -> root.machine().terminate(pid))).isTrue();
    assertThat(bob.get(() -> bob.machine().alive(pid))).isFalse();
    assertThat(bob.get(() -> bob.machine().terminate(pid))).isFalse();
  }

  @Test
  void pipesEndWithTheProcess() {
    SimProcess process =
        spawn(machine -> {
          machine.sleep(SECOND);
          return 0;
        });
    SimClient client = new SimClient(simulation, process);
    simulation.run(SECOND);
    assertThat(client.hasEnded()).isTrue();
    Errno[] seen = new Errno[1];
    simulation.start(
        "writer",
        () -> {
          try {
            process.stdin().write(new byte[1], 0, 1);
          } catch (KernelException e) {
            seen[0] = e.errno();
          }
        });
    simulation.run(SECOND);
    assertThat(seen[0]).isEqualTo(Errno.EPIPE);
  }

  @Test
  void aThreadThatFailsIsLogged() {
    SimProcess process =
        spawn(machine -> {
          machine.start("bad", () -> said.add(List.of(1).get(1).toString()));
          machine.sleep(SECOND);
          return 0;
        });
    simulation.run(SECOND);
    assertThat(process.log()).singleElement().asString().contains("thread bad failed");
  }
}
