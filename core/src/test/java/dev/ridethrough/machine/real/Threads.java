package dev.ridethrough.machine.real;

import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/// The two kinds of threads; the JDK treats their sockets differently.
enum Threads {
  PLATFORM,
  VIRTUAL;

  <T> FutureTask<T> start(Callable<T> body) {
    var task = new FutureTask<>(body);
    if (this == PLATFORM) {
      Thread.ofPlatform().daemon().start(task);
    } else {
      Thread.ofVirtual().start(task);
    }
    return task;
  }

  <T> T call(Callable<T> body) throws Exception {
    return start(body).get();
  }
}
