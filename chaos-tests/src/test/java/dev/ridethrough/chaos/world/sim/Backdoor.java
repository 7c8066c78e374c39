package dev.ridethrough.chaos.world.sim;

import dev.ridethrough.machine.KernelException;
import dev.ridethrough.machine.Machine;
import java.nio.file.Path;

/// What the machine's port does not offer, but the kernel does.
public final class Backdoor {
  private Backdoor() {}

  /// A socket that is bound and not listened on.
  public record Bound(SimListener listener) {
    public void listen(int backlog) {
      listener.open(backlog);
    }

    public void close() {
      listener.close();
    }
  }

  /// Binds as a process may between two calls; to be called on a thread of the process.
  public static Bound bind(Machine machine, Path path) throws KernelException {
    return new Bound(((SimSockets) machine.sockets()).bind(path));
  }

  /// The limit becomes the highest descriptor that is open, and all below are taken.
  public static void starve(SimProcess process) {
    Descriptors descriptors = process.descriptors();
    descriptors.setLimit(descriptors.end());
    while (descriptors.hasRoom(1)) {
      descriptors.add(() -> {}, 1);
    }
  }

  public static void feed(SimProcess process) {
    process.limitDescriptors(Settings.DEFAULT.descriptors());
  }
}
