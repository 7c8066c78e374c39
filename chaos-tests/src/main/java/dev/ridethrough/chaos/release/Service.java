package dev.ridethrough.chaos.release;

import dev.ridethrough.chaos.world.run.Time;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A service as systemd runs it: one process, started again whenever it ends by itself.
/// Thread-safe.
final class Service {
  private final Stage stage;
  private final Chronicle chronicle;
  private final Time time;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable UnitFile unit;
  private @Nullable Generation generation;
  private long restarts;
  private int generations;
  private boolean wanted;
  private int bitten;

  /// Whether it is being stopped, be it to be started again.
  private boolean stopping;

  /// Whether it is killed where systemd would tell it to terminate.
  private volatile boolean harsh;

  Service(Stage stage, Chronicle chronicle, Time time) {
    this.stage = stage;
    this.chronicle = chronicle;
    this.time = time;
  }

  /// From now on the unit is what the file says.
  void load(UnitFile file) {
    locked(() -> unit = file);
  }

  /// From now on it is killed where it would be told to terminate.
  void beHarsh() {
    harsh = true;
  }

  /// Starts it, unless it runs.
  void start() {
    locked(() -> {
      wanted = true;
      stopping = false;
      if (generation == null || !generation.isAlive()) {
        launch();
      }
    });
  }

  void stop() {
    end();
    locked(() -> stopping = false);
  }

  /// Returns when the old process is gone and the new one is started.
  void restart() {
    end();
    start();
  }

  private void end() {
    locked(() -> {
      wanted = false;
      stopping = true;
    });
    Generation last = generation();
    if (last != null) {
      last.end(loaded().stopMillis(), harsh);
    }
  }

  private void launch() {
    try {
      Generation next = Generation.start(++generations, loaded(), chronicle, stage, time);
      generation = next;
      var _ = next.died().thenRun(() -> time.machine().start("service", () -> again(next)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void again(Generation gone) {
    locked(() -> bitten += gone.isBitten() ? 1 : 0);
    time.machine().sleep(Duration.ofMillis(loaded().restartMillis()));
    locked(() -> {
      if (wanted && generation == gone) {
        restarts++;
        launch();
      }
    });
  }

  private UnitFile loaded() {
    lock.lock();
    try {
      if (unit == null) {
        throw new IllegalStateException("no unit is loaded");
      }
      return unit;
    } finally {
      lock.unlock();
    }
  }

  private void locked(Runnable what) {
    lock.lock();
    try {
      what.run();
    } finally {
      lock.unlock();
    }
  }

  /// The last process, or null when there was none.
  @Nullable Generation generation() {
    lock.lock();
    try {
      return generation;
    } finally {
      lock.unlock();
    }
  }

  /// How often it was started again by itself.
  long restarts() {
    lock.lock();
    try {
      return restarts;
    } finally {
      lock.unlock();
    }
  }

  /// How many ended by what was planted in their version.
  int bitten() {
    lock.lock();
    try {
      return bitten;
    } finally {
      lock.unlock();
    }
  }

  boolean isLoaded() {
    lock.lock();
    try {
      return unit != null;
    } finally {
      lock.unlock();
    }
  }

  /// As `systemctl show` has it.
  String active() {
    lock.lock();
    try {
      if (!wanted) {
        return stopping ? "deactivating" : "inactive";
      }
      return generation != null && generation.isAlive() ? "active" : "activating";
    } finally {
      lock.unlock();
    }
  }

  /// Ends it when all is over.
  void finish() {
    locked(() -> wanted = false);
    Generation last = generation();
    if (last != null) {
      last.finish(loaded().stopMillis());
    }
  }
}
