package dev.ridethrough.chaos.world.sim;

import java.nio.file.Path;
import java.time.Duration;

/// The programs that run on a simulated machine.
public interface Software {
  /// `daemon run --home HOME --socket SOCKET --drain DRAIN`.
  ///
  /// @param withoutEcho whether it offers one tool less, like one of another version
  SimProcess.Main daemon(Path home, Path socket, Duration drain, boolean withoutEcho);

  /// `serve --socket SOCKET --grace GRACE --delivery DELIVERY`.
  ///
  /// @param exactlyOnce the delivery; not as core's own type, which may be loaded once more
  SimProcess.Main proxy(Path socket, Duration grace, boolean exactlyOnce);

  /// Core as it is.
  static Software core() {
    return new CoreSoftware();
  }

  /// Core, rewritten so that its threads take turns not only where they wait, see [YieldingLoader].
  static Software yieldingCore() {
    return Yielding.CORE;
  }

  /// Loaded once: the classes are the same for all runs.
  final class Yielding {
    private static final Software CORE = load();

    private Yielding() {}

    private static Software load() {
      try {
        ClassLoader loader = YieldingLoader.ofCore();
        Class<?> type = Class.forName(CoreSoftware.class.getName(), true, loader);
        return (Software) type.getConstructor().newInstance();
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("core can't be rewritten", e);
      }
    }
  }
}
