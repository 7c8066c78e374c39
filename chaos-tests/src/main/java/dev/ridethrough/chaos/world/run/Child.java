package dev.ridethrough.chaos.world.run;

import dev.ridethrough.chaos.scenario.Death;
import dev.ridethrough.chaos.scenario.Fault;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// A process of the scenario, as whoever started it sees it. Thread-safe, but for one reader at a
/// time.
public interface Child {
  long pid();

  /// The number that it has for itself, which it writes down: another one where it is in a
  /// container.
  default long ownPid() {
    return pid();
  }

  boolean isAlive();

  /// Its exit status, once it is gone.
  CompletableFuture<Integer> exit();

  /// Sends a signal; does nothing when it is gone.
  void signal(Signal signal);

  /// Ends it as the scenario has it; does nothing when it is gone.
  default void strike(Death death) {
    switch (death.signal()) {
      case SIGKILL -> signal(Signal.KILL);
      case SIGTERM -> signal(Signal.TERM);
      case NONE -> throw new IllegalArgumentException("no signal to send");
    }
  }

  /// What whoever ran it says that it died of; null when that is nothing, or it lives.
  default @Nullable Fault diedOf() {
    return null;
  }

  /// What can be sent.
  enum Signal {
    KILL,
    TERM,
    STOP,
    CONT
  }

  /// Waits until it stands still.
  ///
  /// @return whether it does, in time
  boolean awaitStopped(long millis);

  /// Leaves it no descriptor that is free; does nothing when it is gone.
  ///
  /// @return what takes the limit away again
  Runnable starve() throws IOException;

  /// Writes a line to its standard input; waits while the pipe is full.
  ///
  /// @throws IOException when nobody reads it any more
  void write(String line) throws IOException;

  /// Waits for the next line of its standard output.
  ///
  /// @return null at the end
  @Nullable String readLine() throws IOException;

  /// How many bytes of its output wait in the pipe.
  int unread() throws IOException;

  void closeInput() throws IOException;

  /// Closes our end of its output, too: nobody is there any more.
  void hangUp() throws IOException;

  /// The end of what it wrote to standard error, fit for a terminal.
  String said();
}
