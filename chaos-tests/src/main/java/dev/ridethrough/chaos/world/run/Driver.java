package dev.ridethrough.chaos.world.run;

import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.machine.Connection;
import dev.ridethrough.machine.Machine;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// The place where one scenario runs: starts its processes, and lets them be struck and looked at
/// from outside.
public interface Driver extends AutoCloseable {
  /// Clock, threads and sockets of the harness itself. Whatever the run does, it does on threads of
  /// this machine.
  Machine machine();

  /// Starts a daemon that begins a life.
  ///
  /// @param life there may be none
  /// @param name tells it from all others; what it writes to standard error is called so, too
  Child daemon(int life, int generation, String name) throws IOException;

  /// Starts a daemon that must not come to serve.
  ///
  /// @param otherHome whether it has nothing in common with the first but the socket
  Child contender(boolean otherHome, String name) throws IOException;

  /// Starts a proxy.
  ///
  /// @param seat the number of its client; a proxy that replaces another one has no kill points
  Child proxy(int seat, int number) throws IOException;

  /// Which process greeted: what the greeting says, unless the world knows better.
  default long greeted(Connection connection, long said) throws IOException {
    return said;
  }

  KillPoints points();

  /// Called when the process stands at a kill point and the fault is about to strike; may take its
  /// time.
  ///
  /// @param point see [AimedPoint#index]
  default void look(int point, String process) {}

  /// Asked for when a limit has passed: the run waits on until this is done, or an hour is over.
  default CompletableFuture<Void> patience() {
    return CompletableFuture.completedFuture(null);
  }

  Surroundings surroundings();

  /// Every effect that there is, whoever left it.
  List<Effect> effects() throws IOException;

  /// One effect.
  ///
  /// @param row its number
  /// @param key the request key that it was left under
  /// @param pid which process left it, or null where the target does not say
  record Effect(long row, String key, String token, @Nullable Long pid) {
    /// As a ledger has it: whatever is no number says nothing.
    public static @Nullable Long pid(@Nullable String text) {
      try {
        return text == null ? null : Long.valueOf(text);
      } catch (NumberFormatException e) {
        return null;
      }
    }
  }

  /// When the harness itself was not scheduled.
  List<Event.Stalled> stalls();

  /// Tells the tokens of this run from those of any other.
  String nonce();

  @Override
  void close() throws IOException;
}
