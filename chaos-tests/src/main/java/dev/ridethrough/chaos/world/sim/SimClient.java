package dev.ridethrough.chaos.world.sim;

import dev.ridethrough.machine.ByteStream;
import dev.ridethrough.machine.KernelException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/// Who holds the other end of a simulated proxy's pipes: writes lines, and keeps what comes back
/// and when.
public final class SimClient {
  private static final int CHUNK = 8 * 1024;

  private final Simulation simulation;
  private final SimProcess proxy;
  private final ByteStream pipes;
  private final List<Line> received = new ArrayList<>();
  private final ArrayDeque<String> outbox = new ArrayDeque<>();
  private boolean writing;
  private boolean ended;

  /// A line from the proxy.
  public record Line(Duration at, String text) {}

  public SimClient(Simulation simulation, SimProcess proxy) {
    this.simulation = simulation;
    this.proxy = proxy;
    this.pipes = simulation.pipes(proxy);
    simulation.start("read " + proxy, this::readAll);
  }

  /// Writes a line after those before it, when the proxy takes them.
  public void send(String line) {
    outbox.add(line);
    if (!writing) {
      writing = true;
      simulation.start("write " + proxy, this::writeAll);
    }
  }

  private void writeAll() {
    try {
      for (String line = outbox.poll(); line != null; line = outbox.poll()) {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        for (int done = 0; done < bytes.length; ) {
          done += pipes.write(bytes, done, bytes.length - done);
        }
      }
      writing = false;
    } catch (KernelException e) {
      ended = true; // the proxy is gone
    }
  }

  /// Ends the proxy's input.
  public void close() {
    pipes.close();
  }

  private void readAll() {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    byte[] bytes = new byte[CHUNK];
    try {
      for (int n = pipes.read(bytes, 0, CHUNK); n >= 0; n = pipes.read(bytes, 0, CHUNK)) {
        for (int i = 0; i < n; i++) {
          if (bytes[i] == '\n') {
            received.add(new Line(simulation.now(), line.toString(StandardCharsets.UTF_8)));
            line.reset();
          } else {
            line.write(bytes[i]);
          }
        }
      }
    } catch (KernelException e) {
      throw new IllegalStateException("nobody closes this end", e);
    }
    ended = true;
  }

  /// All whole lines so far.
  public List<Line> received() {
    return List.copyOf(received);
  }

  public int count() {
    return received.size();
  }

  /// Whether the proxy takes or gives no more.
  public boolean hasEnded() {
    return ended;
  }
}
