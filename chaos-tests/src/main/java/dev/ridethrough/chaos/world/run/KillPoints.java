package dev.ridethrough.chaos.world.run;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// The kill points of a scenario, by their [AimedPoint#index], in whichever process they are.
public interface KillPoints {
  /// Done, with the name of the process, once as many threads stand there as shall; they are held
  /// until [#release].
  CompletableFuture<String> reached(int index);

  /// Where in the code the last one of them stands, for people; null before [#reached], and when
  /// nobody can tell. What a process under test says of itself, made fit for a terminal.
  @Nullable String where(int index);

  /// A life begins: from now on all processes that live count their passes of its points.
  void begin(int life);

  /// Lets the threads that are held there go on, now and later.
  void release(int index);
}
