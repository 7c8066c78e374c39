package dev.ridethrough.machine;

import java.util.concurrent.CountDownLatch;

/// Opens once. Waiting for it can't be interrupted: core ends threads by closing what they wait
/// for.
public final class Latch {
  private final CountDownLatch latch = new CountDownLatch(1);

  public void open() {
    latch.countDown();
  }

  public boolean isOpen() {
    return latch.getCount() == 0;
  }

  public void await() {
    boolean interrupted = false;
    while (true) {
      try {
        latch.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true; // remembered for the caller, below
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
