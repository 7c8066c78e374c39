package dev.ridethrough.chaos.world.sim;

import dev.ridethrough.chaos.world.process.naive.ForgetfulDaemon;
import java.nio.file.Path;
import java.time.Duration;

/// The control's programs: our proxy, and daemons that lose their predecessors' journal.
public record ForgetfulSoftware(Software core) implements Software {
  @Override
  public SimProcess.Main daemon(Path home, Path socket, Duration drain, boolean withoutEcho) {
    SimProcess.Main daemon = core.daemon(home, socket, drain, withoutEcho);
    return machine -> {
      ForgetfulDaemon.forget(machine, home);
      return daemon.run(machine);
    };
  }

  @Override
  public SimProcess.Main proxy(Path socket, Duration grace, boolean exactlyOnce) {
    return core.proxy(socket, grace, exactlyOnce);
  }
}
