package dev.ridethrough.chaos.world.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Strikes core's daemon right before each of its operations, one run for each.
class EveryKillPointTest {
  private static final int REQUESTS = 3;
  private static final int SEEDS = 3;
  private static final Duration BACK = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofMinutes(1);

  /// What happens to the daemon; another one is started when it is gone.
  enum Strike {
    SIGKILL,
    SIGTERM,
    SIGSTOP;

    void on(SimProcess daemon) {
      switch (this) {
        case SIGKILL -> daemon.kill();
        case SIGTERM -> daemon.terminate();
        case SIGSTOP -> daemon.stop();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void theRequestsAreAnsweredTruthfully(Strike strike) {
    for (int seed = 0; seed < SEEDS; seed++) {
      int points = 0;
      while (holds(seed, strike, points + 1)) {
        points++;
      }
      assertThat(points).isGreaterThan(40);
    }
  }

  /// False when the run was over before the daemon came so far.
  private static boolean holds(int seed, Strike strike, int point) {
    CoreOnSim core = new CoreOnSim(seed, Settings.DEFAULT, null, Software.yieldingCore());
    SimProcess first = core.daemon();
    int[] passed = {0};
    core.simulation.intercept((thread, _) -> {
      if (thread.process().equals(first) && ++passed[0] == point) {
        strike.on(first);
      }
    });
    core.simulation.after(BACK, first::resume);
    first.onExit(() -> core.simulation.after(BACK, core::daemon));
    SimClient client = core.client();
    for (int id = 0; id < REQUESTS; id++) {
      client.send(CoreOnSim.append(id, "token " + id));
    }
    core.untilReceived(client, REQUESTS);
    core.simulation.run(LONG);
    assertThat(client.count()).isEqualTo(REQUESTS);
    client.received().forEach(line -> judge(core, line.text(), strike));
    return passed[0] >= point;
  }

  private static void judge(CoreOnSim core, String line, Strike strike) {
    String id =
        line.substring(line.indexOf("\"id\":") + 5, line.indexOf(',', line.indexOf("\"id\":")));
    long effects = core.texts().stream().filter(text -> text.equals("token " + id)).count();
    if (strike == Strike.SIGKILL && line.contains("\"outcome\":\"unknown\"")) {
      assertThat(effects).as(line).isLessThanOrEqualTo(1);
    } else {
      assertThat(line).contains("\"result\"");
      assertThat(effects).as(line).isOne();
    }
  }

  @Test
  void everyKillPointIsAlsoAPlaceForAnotherThread() {
    Trace trace = new Trace();
    CoreOnSim core = new CoreOnSim(1, Settings.DEFAULT, trace);
    core.servingDaemon();
    long operations = trace.steps().stream().filter(it -> it.what().contains(" in ")).count();
    long steps = trace.steps().stream().filter(it -> it.what().equals("runs")).count();
    assertThat(operations).isGreaterThan(10);
    assertThat(steps).isGreaterThan(operations);
  }
}
