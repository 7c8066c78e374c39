package dev.ridethrough.chaos.world.sim;

import static dev.ridethrough.chaos.world.sim.CoreOnSim.HOME;
import static dev.ridethrough.chaos.world.sim.CoreOnSim.SOCKET;
import static dev.ridethrough.chaos.world.sim.CoreOnSim.append;
import static dev.ridethrough.chaos.world.sim.CoreOnSim.slowAppend;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.chaos.scenario.Operation;
import dev.ridethrough.cli.Cli;
import dev.ridethrough.machine.FileStatus;
import dev.ridethrough.machine.KernelException;
import dev.ridethrough.machine.Phase;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Core, unchanged, on the simulated machine.
class CoreOnSimTest {
  private static final Duration WINDOW = Duration.ofSeconds(8);

  private final CoreOnSim core = new CoreOnSim(1);

  @Test
  void aRequestIsAnswered() {
    core.servingDaemon();
    SimClient client = core.client();
    client.send(append(1, "hello"));
    core.untilReceived(client, 1);
    assertThat(client.received().getFirst().text()).contains("\"id\":1,\"result\"");
    assertThat(core.texts()).containsExactly("hello");
  }

  @Test
  void theCommandLineRunsOnItToo() {
    SimProcess daemon =
        core.simulation.spawn("daemon", CoreOnSim.ANN, it -> Cli.run(it, "daemon", "run"));
    daemon.setEnvironment("HOME", "/home/ann");
    core.until(() -> CoreOnSim.serves(daemon));
    SimProcess call =
        core.simulation.spawn(
            "call", CoreOnSim.ANN, it -> Cli.run(it, "call", "ledger_append", "{\"text\":\"x\"}"));
    call.setEnvironment("HOME", "/home/ann");
    SimClient shell = new SimClient(core.simulation, call);
    core.until(shell::hasEnded);
    assertThat(call.status()).isZero();
    assertThat(shell.received())
        .singleElement()
        .extracting(SimClient.Line::text)
        .isEqualTo("{\"id\":1}");
  }

  @Test
  void tenRequestsAtOnceAreAnswered() {
    core.servingDaemon();
    SimClient client = core.client();
    for (int i = 0; i < 10; i++) {
      client.send(append(i, "text " + i));
    }
    core.untilReceived(client, 10);
    assertThat(client.received()).allSatisfy(it -> assertThat(it.text()).contains("\"result\""));
    assertThat(core.texts()).hasSize(10).doesNotHaveDuplicates();
  }

  @Test
  void killedBetweenCommitAndReplyLeavesOneRowAndAnUnknown() {
    SimProcess daemon = core.servingDaemon();
    SimClient client = core.client();
    core.at(daemon, Phase.REPLY, Operation.WRITE, daemon::kill);
    client.send(append(1, "once"));
    core.untilReceived(client, 1);
    assertThat(client.received().getFirst().text()).contains("\"outcome\":\"unknown\"");
    assertThat(core.texts()).containsExactly("once");
    assertThat(daemon.status()).isEqualTo(SimProcess.KILLED);
  }

  @Test
  void killedBeforeTheCommitLeavesNothing() {
    SimProcess daemon = core.servingDaemon();
    SimClient client = core.client();
    core.at(daemon, Phase.EXECUTE, Operation.COMMIT, daemon::kill);
    client.send(append(1, "never"));
    core.untilReceived(client, 1);
    assertThat(client.received().getFirst().text()).contains("\"outcome\":\"unknown\"");
    assertThat(core.texts()).isEmpty();
    SimProcess next = core.servingDaemon();
    client.send(append(2, "next"));
    core.untilReceived(client, 2);
    assertThat(core.texts()).containsExactly("next");
    assertThat(next.log()).anyMatch(it -> it.contains("generation 2 serves"));
  }

  @Test
  void sigtermDrains() throws KernelException {
    SimProcess daemon = core.servingDaemon();
    SimClient client = core.client();
    client.send(slowAppend(1, "slow", 1500));
    core.run(Duration.ofMillis(500));
    daemon.terminate();
    core.until(() -> daemon.state() == SimProcess.State.GONE);
    core.untilReceived(client, 1);
    assertThat(client.received().getFirst().text()).contains("\"result\"");
    assertThat(core.simulation.now()).isEqualTo(Duration.ofMillis(1500));
    assertThat(daemon.status()).isZero();
    assertThat(core.simulation.disk().status(SOCKET)).isEqualTo(FileStatus.MISSING);
  }

  @Test
  void aRestartInsideTheWindowIsRiddenOut() {
    SimClient client = core.client();
    client.send(append(1, "waits"));
    core.run(WINDOW.minusMillis(100));
    assertThat(client.received()).isEmpty();
    core.servingDaemon();
    core.untilReceived(client, 1);
    assertThat(client.received().getFirst().text()).contains("\"result\"");
    assertThat(core.simulation.now()).isLessThan(WINDOW);
  }

  @Test
  void afterTheWindowItIsNotSent() {
    SimClient client = core.client();
    client.send(append(1, "never"));
    core.untilReceived(client, 1);
    assertThat(client.received().getFirst().text()).contains("\"outcome\":\"not_sent\"");
    assertThat(client.received().getFirst().at()).isEqualTo(WINDOW);
  }

  /// It took the connection into its backlog, or had greeted, when it was stopped.
  @Test
  void aStoppedDaemonIsGivenUpAndExecutesNothingAfterwards() {
    SimProcess daemon = core.servingDaemon();
    SimClient client = core.client();
    daemon.stop();
    client.send(append(1, "late"));
    core.untilReceived(client, 1);
    assertThat(client.received().getFirst().text()).contains("\"outcome\":\"not_sent\"");
    assertThat(client.received().getFirst().at()).isBetween(WINDOW, WINDOW.plusMillis(50));
    daemon.resume();
    core.run(Duration.ofSeconds(20));
    assertThat(core.texts()).isEmpty();
  }

  /// It still has the request when it goes on, and its client has given up.
  @Test
  void aDaemonThatIsStoppedAfterItsGreetingExecutesNothingAfterwards() {
    SimProcess daemon = core.servingDaemon();
    SimClient client = core.client();
    core.at(daemon, Phase.RECEIVE, Operation.READ, daemon::stop);
    client.send(append(1, "ghost"));
    core.untilReceived(client, 1);
    assertThat(client.received().getFirst().text()).contains("\"outcome\":\"unknown\"");
    daemon.resume();
    core.run(Duration.ofSeconds(20));
    assertThat(core.texts()).isEmpty();
  }

  @Test
  void aDaemonThatIsStoppedForShortAnswersWhenItGoesOn() {
    SimProcess daemon = core.servingDaemon();
    SimClient client = core.client();
    client.send(slowAppend(1, "slow", 1000));
    core.run(Duration.ofMillis(500));
    daemon.stop();
    core.simulation.after(Duration.ofMillis(2500), daemon::resume);
    core.untilReceived(client, 1);
    assertThat(client.received().getFirst().text()).contains("\"result\"");
  }

  /// Silence of more than 3 s counts; the whole window of it ends the wait.
  @Test
  void aDaemonThatFallsSilentIsUnknownAfterTheWindow() {
    SimProcess daemon = core.servingDaemon();
    SimClient client = core.client();
    client.send(slowAppend(1, "slow", 1000));
    core.run(Duration.ofMillis(500));
    daemon.stop();
    core.untilReceived(client, 1);
    assertThat(client.received().getFirst().text()).contains("\"outcome\":\"unknown\"");
    assertThat(client.received().getFirst().at())
        .isBetween(WINDOW, WINDOW.plus(Duration.ofMillis(600)));
  }

  @Test
  void aStaleSocketIsReplaced() throws KernelException {
    SimProcess first = core.servingDaemon();
    first.kill();
    core.until(() -> first.state() == SimProcess.State.GONE);
    assertThat(core.simulation.disk().status(SOCKET).kind()).isEqualTo(FileStatus.Kind.SOCKET);
    core.servingDaemon();
    SimClient client = core.client();
    client.send(append(1, "hello"));
    core.untilReceived(client, 1);
    assertThat(client.received().getFirst().text()).contains("\"result\"");
  }

  @Test
  void aRegularFileIsLeftAlone() throws KernelException {
    core.simulation.disk().makeDirectory(HOME, CoreOnSim.ANN, 0700);
    core.simulation.disk().makeFile(SOCKET, CoreOnSim.ANN, 0600, "precious");
    SimProcess daemon = core.daemon();
    core.until(() -> !daemon.isAlive());
    assertThat(daemon.status()).isOne();
    assertThat(core.simulation.disk().read(SOCKET)).isEqualTo("precious");
  }

  @Test
  void ofTwoStartersExactlyOneServes() {
    for (int seed = 0; seed < 1000; seed++) {
      CoreOnSim two = new CoreOnSim(seed);
      SimProcess one = two.daemon();
      SimProcess other = two.daemon();
      two.run(Duration.ofSeconds(1));
      assertThat(one.isAlive() ^ other.isAlive())
          .as("seed %d: %s %s", seed, one.log(), other.log())
          .isTrue();
      SimProcess alive = one.isAlive() ? one : other;
      SimProcess dead = one.isAlive() ? other : one;
      assertThat(CoreOnSim.serves(alive)).as("seed %d", seed).isTrue();
      assertThat(dead.log().getLast()).as("seed %d", seed).contains("is already in use");
    }
  }

  @Test
  void ofTwoStartersOnAStaleSocketExactlyOneServes() {
    for (int seed = 0; seed < 1000; seed++) {
      CoreOnSim two = new CoreOnSim(seed);
      SimProcess first = two.servingDaemon();
      first.kill();
      two.until(() -> first.state() == SimProcess.State.GONE);
      SimProcess one = two.daemon();
      SimProcess other = two.daemon();
      two.run(Duration.ofSeconds(1));
      assertThat(one.isAlive() ^ other.isAlive())
          .as("seed %d: %s %s", seed, one.log(), other.log())
          .isTrue();
      SimClient client = two.client();
      client.send(append(1, "hello"));
      two.untilReceived(client, 1);
      assertThat(two.texts()).as("seed %d", seed).containsExactly("hello");
    }
  }

  /// The kernel takes its time to tear down a process: its listener may outlive its lease.
  @Test
  void aStartWhileThePredecessorStillDiesServes() {
    for (int seed = 0; seed < 300; seed++) {
      CoreOnSim two = new CoreOnSim(seed);
      SimProcess first = two.servingDaemon();
      first.kill();
      SimProcess next = two.daemon();
      two.run(Duration.ofSeconds(3));
      assertThat(CoreOnSim.serves(next)).as("seed %d: %s", seed, next.log()).isTrue();
    }
  }
}
