package dev.ridethrough.chaos.world.process;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;

/// Waits for Enter on an input, which may be a terminal or a script. For one waiting thread at a
/// time.
final class EnterKey {
  /// What is pressed ahead beyond this stays in the input.
  private static final int AHEAD = 64;

  private final BlockingQueue<Boolean> pressed = new ArrayBlockingQueue<>(AHEAD);
  private final CompletableFuture<Void> over = new CompletableFuture<>();

  /// Reads the input from now on.
  EnterKey(InputStream in) {
    Thread.ofPlatform().daemon().name("enter key").start(() -> read(in));
  }

  /// Waits for the end of a line, or takes one that was written ahead.
  ///
  /// @return false at the end of the input
  boolean await() {
    try {
      boolean enter = pressed.take();
      if (!enter) {
        pressed.put(false); // for whoever asks again
      }
      return enter;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// Done at the end of the input.
  CompletableFuture<Void> over() {
    return over;
  }

  private void read(InputStream in) {
    try {
      int next = in.read();
      while (next >= 0) {
        if (next == '\n') {
          pressed.put(true);
        }
        next = in.read();
      }
    } catch (IOException e) {
      // nothing more will come
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    end();
  }

  private void end() {
    over.complete(null);
    try {
      pressed.put(false);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
