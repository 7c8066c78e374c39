package dev.ridethrough.chaos.world.process;

import dev.ridethrough.chaos.history.Printable;
import dev.ridethrough.chaos.world.run.AimedPoint;
import dev.ridethrough.chaos.world.run.KillPoints;
import java.io.IOException;
import java.io.Reader;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The harness's end of the lines to the hooked processes: hears that a kill point was reached,
/// says when to go on.
final class ControlSocket implements KillPoints, AutoCloseable {
  /// A process that is stopped answers late.
  private static final long ARM_MILLIS = 2_000;

  private static final int LONGEST_LINE = 1_000;
  private static final int LONGEST_PLACE = 400;
  private static final Pattern SAID =
      Pattern.compile(
          "(?<what>reached|armed) (?<index>[0-9]{1,6})(?: (?<place>.+))?", Pattern.DOTALL);

  private final List<AimedPoint> points;
  private final ServerSocketChannel server;
  private final Map<Integer, CompletableFuture<String>> reached = new HashMap<>();
  private final Map<Integer, @Nullable String> places = new HashMap<>();
  private final Map<Integer, CountDownLatch> armed = new HashMap<>();
  private final Map<String, SocketChannel> processes = new HashMap<>();

  /// @param points of the scenario
  ControlSocket(Path path, List<AimedPoint> points) throws IOException {
    this.points = List.copyOf(points);
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(path));
    Thread.ofVirtual().name("control").start(this::accept);
  }

  @Override
  public void begin(int life) {
    points.stream().filter(it -> it.life() == life).forEach(it -> arm(it.index()));
  }

  /// Makes the processes count their passes of the kill point, and waits until they do.
  private void arm(int index) {
    CountDownLatch acknowledged;
    synchronized (this) {
      acknowledged = new CountDownLatch(processes.size());
      armed.put(index, acknowledged);
      tellAll("arm " + index);
    }
    try {
      var _ = acknowledged.await(ARM_MILLIS, TimeUnit.MILLISECONDS); // the dead don't answer
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void acknowledge(int index) {
    CountDownLatch latch = armed.get(index);
    if (latch != null) {
      latch.countDown();
    }
  }

  /// Lets the threads that are held at the kill point go on, now and later.
  @Override
  public void release(int index) {
    tellAll("go " + index);
  }

  private synchronized void tellAll(String line) {
    for (SocketChannel process : processes.values()) {
      try {
        process.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
      } catch (IOException e) {
        // that process is dead, most likely by our own hand
      }
    }
  }

  @Override
  public synchronized CompletableFuture<String> reached(int index) {
    return reached.computeIfAbsent(index, _ -> new CompletableFuture<>());
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel process = server.accept();
        Thread.ofVirtual().name("control line").start(() -> listen(process));
      }
    } catch (IOException e) {
      // closed: the scenario is over
    }
  }

  private void listen(SocketChannel process) {
    try (Reader lines = Channels.newReader(process, StandardCharsets.UTF_8)) {
      String name = line(lines);
      synchronized (this) {
        processes.put(name, process);
      }
      for (String line = line(lines); !line.isEmpty(); line = line(lines)) {
        hear(name, line);
      }
      synchronized (this) {
        processes.remove(name);
      }
    } catch (IOException e) {
      // that process is dead, most likely by our own hand
    }
  }

  /// The next line, or as much of it as any line has that a hook writes; empty at the end.
  private static String line(Reader lines) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = lines.read(); c >= 0 && c != '\n'; c = lines.read()) {
      if (line.length() < LONGEST_LINE) {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  /// Whoever is put to the test could say anything here.
  private void hear(String name, String line) {
    Matcher said = SAID.matcher(line);
    if (!said.matches()) {
      return;
    }
    int index = Integer.parseInt(said.group("index"));
    if (said.group("what").equals("armed")) {
      acknowledge(index);
    } else {
      String place = said.group("place");
      synchronized (this) {
        places.putIfAbsent(index, place == null ? null : Printable.escaped(place, LONGEST_PLACE));
      }
      reached(index).complete(name);
    }
  }

  @Override
  public synchronized @Nullable String where(int index) {
    return places.get(index);
  }

  @Override
  public synchronized void close() throws IOException {
    server.close();
    for (SocketChannel process : processes.values()) {
      process.close();
    }
  }
}
