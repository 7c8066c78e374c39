package dev.ridethrough.cli;

import dev.ridethrough.machine.KernelException;
import dev.ridethrough.machine.Latch;
import dev.ridethrough.machine.Machine;
import dev.ridethrough.wire.Replies;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Loads what opens files or keeps descriptors before a proxy takes its first request. What fails
/// to load once never loads again: a proxy that had no descriptor then would be of no use for good.
final class WarmUp {
  private WarmUp() {}

  /// Returns once everything is loaded.
  ///
  /// @throws UserException when something can't be
  static void run(Machine machine) {
    AtomicReference<@Nullable String> trouble = new AtomicReference<>();
    Latch done = new Latch();
    machine.start(
        "warm up",
        () -> {
          try {
            machine.sockets().load();
            Replies.error("null", 0, "", null); // the JSON writer opens the time zones
          } catch (KernelException | RuntimeException | Error e) {
            trouble.set(String.valueOf(e.getMessage()));
          } finally {
            done.open();
          }
        });
    done.await();
    String found = trouble.get();
    if (found != null) {
      throw new UserException(
          "this process can't open what it needs: "
              + found
              + ". Probably it has no file descriptor left: raise its limit (`ulimit -n`).");
    }
  }
}
