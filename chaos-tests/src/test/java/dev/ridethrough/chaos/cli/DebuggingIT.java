package dev.ridethrough.chaos.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ridethrough.chaos.scenario.Aim;
import dev.ridethrough.chaos.scenario.Coordinate;
import dev.ridethrough.chaos.scenario.Death;
import dev.ridethrough.chaos.scenario.Death.Signal;
import dev.ridethrough.chaos.scenario.Life;
import dev.ridethrough.chaos.scenario.Operation;
import dev.ridethrough.chaos.scenario.Outage;
import dev.ridethrough.chaos.scenario.Request;
import dev.ridethrough.chaos.scenario.Scenario;
import dev.ridethrough.chaos.scenario.ScenarioFile;
import dev.ridethrough.machine.Phase;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// With a real debugger, at processes that stand still.
class DebuggingIT {
  private static final String HELD =
      "dev.ridethrough.chaos.world.process.hook.KillPoints$KillPoint";

  /// Much longer than any limit of the scenario, and than a fault usually waits for its aim.
  private static final long LOOK_MILLIS = 2_500;

  @AfterEach
  void nothingIsLeftRunning() throws Exception {
    for (ProcessHandle child : ProcessHandle.current().descendants().toList()) {
      child.onExit().get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void aDebuggerSeesTheDaemonBetweenCommitAndReply() throws Exception {
    Path corpus = Path.of("corpus/killed-between-commit-and-reply.json");
    try (DebuggedRun run = new DebuggedRun(ScenarioFile.read(corpus))) {
      int port = run.awaitStop();

      assertThat(Jdi.stacks(port))
          .anySatisfy(stack -> {
            assertThat(stack).contains(HELD + ".pass");
            assertThat(stack).anyMatch(it -> it.startsWith("dev.ridethrough.daemon."));
          });
      run.pressEnter();

      assertThat(run.exit()).isZero();
      assertThat(run.rest()).contains("request 1 (append, proxy 0): unknown", "never a verdict");
      assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
          .isInstanceOf(ConnectException.class);
    }
  }

  @Test
  void nobodyGivesUpWhileSomebodyLooks() throws Exception {
    try (DebuggedRun run = new DebuggedRun(loadingWithoutHaste())) {
      int _ = run.awaitStop();
      assertThatThrownBy(() -> run.exit(LOOK_MILLIS)).isInstanceOf(TimeoutException.class);
      run.pressEnter();

      assertThat(run.exit()).isZero();
      assertThat(run.rest()).contains("request 1 (append, proxy 0): result; effects: 1");
    }
  }

  @Test
  void atTheEndOfTheInputItGoesOnAtOnce() throws Exception {
    try (DebuggedRun run = new DebuggedRun(loadingWithoutHaste())) {
      run.endInput();

      assertThat(run.exit()).isZero();
      assertThat(run.rest()).contains("right before: daemon, phase LOAD", "The input has ended.");
    }
  }

  /// A request waits for a daemon that is killed before it serves; the window is over soon.
  private static Scenario loadingWithoutHaste() {
    Request request = new Request(0, Request.Action.APPEND, 0, 0);
    Aim loading = new Aim.Point(Coordinate.daemon(Phase.LOAD, Operation.OPEN_STORE, 1), 1);
    return new Scenario(
        "loading-without-haste",
        300,
        300,
        1,
        List.of(
            Life.of(
                List.of(),
                new Death(Signal.SIGKILL, new Aim.Time(0)),
                Outage.of(0, List.of(request))),
            Life.of(List.of(), new Death(Signal.SIGKILL, loading), Outage.of(0, List.of()))));
  }
}
