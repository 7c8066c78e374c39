package dev.ridethrough.service;

import dev.ridethrough.machine.Machine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/// Waits until the right daemon answers.
final class Answered {
  private static final Duration POLL = Duration.ofMillis(50);

  private final Machine machine;
  private final String version;

  Answered(Machine machine, String version) {
    this.machine = machine;
    this.version = version;
  }

  Condition look(Path socket) {
    return Condition.at(machine, socket, version);
  }

  /// Looks again and again.
  ///
  /// @param limit after which it is given up
  /// @param wanted whether it is the daemon that was waited for
  /// @param hopeless whether none can come any more
  /// @return what was found last
  Condition await(
      Path socket, Duration limit, Predicate<Condition.Serving> wanted, BooleanSupplier hopeless) {
    long giveUpAt = machine.nanoTime() + limit.toNanos();
    while (true) {
      boolean last = hopeless.getAsBoolean() || machine.nanoTime() > giveUpAt;
      Condition found = look(socket);
      if (last || (found instanceof Condition.Serving serving && wanted.test(serving))) {
        return found;
      }
      machine.sleep(POLL);
    }
  }
}
