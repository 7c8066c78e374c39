package dev.ridethrough.chaos.world.process;

import dev.ridethrough.chaos.world.run.AimedPoint;
import dev.ridethrough.chaos.world.run.KillPoints;
import java.io.IOException;
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
import java.util.Scanner;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The harness's end of the lines to the hooked processes: hears that a kill point was reached,
/// says when to go on.
final class ControlSocket implements KillPoints, AutoCloseable {
  /// A process that is stopped answers late.
  private static final long ARM_MILLIS = 2_000;

  private final List<AimedPoint> points;
  private final ServerSocketChannel server;
  private final Map<Integer, CompletableFuture<String>> reached = new HashMap<>();
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
    try (Scanner lines = new Scanner(Channels.newReader(process, StandardCharsets.UTF_8))) {
      String name = lines.hasNextLine() ? lines.nextLine() : "";
      synchronized (this) {
        processes.put(name, process);
      }
      while (lines.hasNextLine()) {
        String[] words = lines.nextLine().split(" ", -1);
        hear(name, words);
      }
      synchronized (this) {
        processes.remove(name);
      }
    }
  }

  private void hear(String name, String[] words) {
    if (words.length == 2 && words[0].equals("reached")) {
      reached(Integer.parseInt(words[1])).complete(name);
    } else if (words.length == 2 && words[0].equals("armed")) {
      acknowledge(Integer.parseInt(words[1]));
    }
  }

  @Override
  public synchronized void close() throws IOException {
    server.close();
    for (SocketChannel process : processes.values()) {
      process.close();
    }
  }
}
