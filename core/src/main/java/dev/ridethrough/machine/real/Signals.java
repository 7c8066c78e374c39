package dev.ridethrough.machine.real;

import java.util.function.Consumer;
import sun.misc.Signal;

/// The signals that ask a process to end.
final class Signals {
  private static final String[] NAMES = {"TERM", "INT", "HUP"};

  private Signals() {}

  /// A signal that was ignored when the process started (`nohup`) stays ignored.
  @SuppressWarnings("sunapi")
  static void onTerminate(Consumer<String> handler) {
    for (String name : NAMES) {
      Signal.handle(new Signal(name), signal -> handler.accept("SIG" + signal.getName()));
    }
  }
}
