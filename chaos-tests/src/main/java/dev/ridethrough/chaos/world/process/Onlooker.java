package dev.ridethrough.chaos.world.process;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Somebody who looks at the processes of a run that have kill points, and whom nothing may hurry.
/// Called by any thread.
public interface Onlooker {
  /// Nobody does.
  Onlooker NOBODY = new Onlooker() {};

  /// More flags for the JVM that is about to be started.
  ///
  /// @param process its name, such as `daemon 3`
  default List<String> flags(String process) {
    return List.of();
  }

  /// It was started.
  default void started(String process, long pid) {}

  /// What the processes are told instead of a limit, in milliseconds.
  default long limitMillis(long usual) {
    return usual;
  }

  /// The process stands at a kill point, and is struck when this returns.
  ///
  /// @param point its number in the scenario
  default void look(int point, String process) {}

  /// Asked for when a limit of the harness has passed: the run waits on until this is done.
  default CompletableFuture<Void> patience() {
    return CompletableFuture.completedFuture(null);
  }
}
