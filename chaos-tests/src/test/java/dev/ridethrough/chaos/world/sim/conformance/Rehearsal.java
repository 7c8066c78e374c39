package dev.ridethrough.chaos.world.sim.conformance;

import dev.ridethrough.machine.LockedFile;
import dev.ridethrough.machine.Machine;
import dev.ridethrough.machine.real.Unlock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What a child does once before it plays: a class that is needed for the first time when no
/// descriptor is left fails to load, and then fails for ever.
final class Rehearsal {
  private static final List<String> CALLS =
      List.of(
          "Listen s 1",
          "Connect s",
          "Accept 0",
          "Read 2 1 waits",
          "Accept 0 waits",
          "Write 1 1",
          "ReadNow 1 1",
          "Peer 1",
          "Watch .",
          "Await 8 waits",
          "CreateDirectory d",
          "Lock u",
          "WriteLocked 11 1",
          "ReadLocked 11",
          "IsCurrent 11",
          "Lock u",
          "ReadFile u",
          "Rename u v",
          "Unlink v",
          "Status s",
          "Status s/s",
          "Connect s/s",
          "Connect v",
          "Connect d",
          "Listen s 1",
          "Listen s/s 1",
          "Lock d",
          "Unlink d",
          "Watch v",
          "Finish 0",
          "Flood 1 waits");

  private Rehearsal() {}

  static void run(Machine machine, Path room) throws IOException {
    Path folder = Files.createTempDirectory(room, "rehearsal");
    Hands hands = new Hands(machine, folder);
    for (int line = 0; line < CALLS.size(); line++) {
      int number = line;
      Call.OfProcess call = (Call.OfProcess) Words.call(CALLS.get(line));
      Thread thread = Thread.ofVirtual().start(() -> hands.perform(number, call));
      if (CALLS.get(line).endsWith(ChildMain.WAITS)) {
        Waiting.of(thread);
      } else {
        join(thread);
      }
    }
    hands.closeAll();
    for (LockedFile lock : hands.locks()) {
      Unlock.close(lock);
    }
    Children.remove(folder);
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
