package dev.ridethrough.chaos.bench;

import dev.ridethrough.chaos.world.process.hook.HookedMain;
import dev.ridethrough.machine.Files;
import dev.ridethrough.machine.KernelException;
import dev.ridethrough.machine.Machine;
import dev.ridethrough.machine.real.RealMachine;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// What a kill point costs the thread that passes it: if it held that thread up, races could hide
/// behind it. Measured at the cheapest real operation that there is, where it weighs most.
final class KillPointCost implements AutoCloseable {
  /// One sample is the mean of so many.
  private static final int AT_ONCE = 500;

  /// Right before that operation, and so late that no run comes to it.
  private static final String POINT = "0/IDLE/STATUS/2000000000/1";

  private final Path folder;
  private final ServerSocketChannel control;
  private final List<Lane> lanes;

  /// @param folder for the control socket, at which nobody answers: who counts from the start need
  ///   hear no more
  KillPointCost(Path folder) throws IOException {
    this.folder = folder;
    this.control = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    Path socket = folder.resolve("control.sock");
    control.bind(UnixDomainSocketAddress.of(socket));
    Machine real = new RealMachine();
    lanes =
        List.of(
            new Lane("none", "Files.status of a folder, as the daemon asks it of the kernel", real),
            new Lane(
                "not armed",
                "the same at a kill point that is not to be counted",
                HookedMain.hooked(real, socket, "not armed", POINT, "")),
            new Lane(
                "armed",
                "the same, counted each time",
                HookedMain.hooked(real, socket, "armed", POINT, "0")));
  }

  private record Lane(String name, String how, Files files, Samples samples) {
    Lane(String name, String how, Machine machine) {
      this(name, how, machine.files(), new Samples());
    }

    Row.Measured row() {
      return Row.of(name, how, samples);
    }
  }

  /// One turn of each, one after the other.
  ///
  /// @param counts false in the warm-up
  void turn(boolean counts) throws IOException {
    for (Lane lane : lanes) {
      long nanos = nanosOfOne(lane.files());
      if (counts) {
        lane.samples().add(nanos);
      }
    }
  }

  private long nanosOfOne(Files files) throws IOException {
    try {
      long start = System.nanoTime();
      for (int i = 0; i < AT_ONCE; i++) {
        files.status(folder);
      }
      return (System.nanoTime() - start) / AT_ONCE;
    } catch (KernelException e) {
      throw new IOException("can't look at " + folder + ": " + e.getMessage(), e);
    }
  }

  List<Row.Measured> rows() {
    return lanes.stream().map(Lane::row).toList();
  }

  /// How much longer it takes, in one sentence.
  static String ratios(List<Row.Measured> rows) {
    double none = rows.getFirst().figures().p50Micros();
    return String.format(
        Locale.ROOT,
        "one operation, the mean of %d; at the median %.2f times as long when not armed, %.2f times when armed",
        AT_ONCE,
        rows.get(1).figures().p50Micros() / none,
        rows.get(2).figures().p50Micros() / none);
  }

  @Override
  public void close() throws IOException {
    control.close();
  }
}
