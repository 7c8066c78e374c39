package dev.ridethrough.machine;

import java.nio.file.Path;
import java.time.Duration;

/// Watches a directory for as long as the process lives, also across the directory's own death.
public final class DirectoryWatch {
  private static final Duration RETRY = Duration.ofMillis(200);

  private DirectoryWatch() {}

  /// Never returns; call it on a thread of its own.
  ///
  /// @param armed run when the watch is in place, or when it can't be for now
  /// @param changed run after each change, once after each time the watch was put in place, and now
  ///   and then while it can't be
  public static void run(Machine machine, Path directory, Runnable armed, Runnable changed) {
    while (true) {
      try (Watch watch = machine.files().watch(directory)) {
        armed.run();
        changed.run(); // what happened while there was no watch
        while (watch.await()) {
          changed.run();
        }
      } catch (KernelException e) {
        armed.run(); // the directory may come later
        changed.run();
      }
      machine.sleep(RETRY);
    }
  }
}
