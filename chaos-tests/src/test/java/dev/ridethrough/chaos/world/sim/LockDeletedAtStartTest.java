package dev.ridethrough.chaos.world.sim;

import static dev.ridethrough.chaos.world.sim.CoreOnSim.append;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.chaos.scenario.Operation;
import dev.ridethrough.machine.KernelException;
import dev.ridethrough.machine.Phase;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Somebody deletes the lock while a daemon starts, and another one takes a new lock: both believe
/// that the path is theirs, and bind under the same temporary name. Found by a fuzzer on the
/// simulated machine.
class LockDeletedAtStartTest {
  private static final Path LOCK = CoreOnSim.SOCKET.resolveSibling("daemon.sock.lock");

  private final CoreOnSim core = new CoreOnSim(1);
  private final Map<SimProcess, Operation> stops = new LinkedHashMap<>();

  /// Stops the process where it binds, right before the operation.
  private void stopAt(SimProcess process, Operation operation) {
    stops.put(process, operation);
    core.simulation.intercept((thread, what) -> {
      if (thread.phase() == Phase.BIND && stops.remove(thread.process(), what)) {
        thread.process().stop();
      }
    });
    core.until(() -> process.state() == SimProcess.State.STOPPED);
  }

  @Test
  void theOneWithTheLockServes() throws KernelException {
    SimProcess first = core.daemon();
    stopAt(first, Operation.RENAME); // listens under the temporary name
    core.simulation.disk().remove(LOCK);
    SimProcess second = core.daemon();
    stopAt(second, Operation.RENAME); // has taken that name away, and listens under it itself
    first.resume();
    core.run(CoreOnSim.SHORT);
    second.resume();
    SimClient client = core.client();
    client.send(append(1, "hello"));
    core.untilReceived(client, 1);
    assertThat(client.received().getFirst().text()).contains("\"result\"");
    assertThat(first.isAlive() && second.isAlive()).as("two daemons").isFalse();
  }
}
