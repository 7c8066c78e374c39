package dev.ridethrough.machine.real;

/// Waits that go on when the thread is interrupted. Core interrupts nobody; a library might.
final class Uninterrupted {
  private Uninterrupted() {}

  interface Wait<T, X extends Exception> {
    T get() throws InterruptedException, X;
  }

  static <T, X extends Exception> T get(Wait<T, X> wait) throws X {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return wait.get();
        } catch (InterruptedException again) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
