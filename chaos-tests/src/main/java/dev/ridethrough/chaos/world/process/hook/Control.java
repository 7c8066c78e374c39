package dev.ridethrough.chaos.world.process.hook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/// This process's line to the harness: says `reached N PLACE`, is told `arm N` and `go N`.
final class Control {
  private final SocketChannel channel;
  private final Map<Integer, CountDownLatch> gates = new ConcurrentHashMap<>();
  private final Set<Integer> armed = ConcurrentHashMap.newKeySet();

  private Control(SocketChannel channel) {
    this.channel = channel;
  }

  /// @param name who this process is, such as `daemon 3`
  static Control connect(Path socket, String name) throws IOException {
    Control control = new Control(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
    control.send(name);
    Thread.ofPlatform().daemon().name("chaos control").start(control::listen);
    return control;
  }

  /// @param place where in the code that is, if anybody knows
  void reached(int index, @Nullable String place) {
    try {
      send("reached " + index + (place == null ? "" : " " + place));
    } catch (IOException e) {
      throw new UncheckedIOException("the harness is gone", e);
    }
  }

  void awaitGo(int index) {
    boolean interrupted = false;
    while (true) {
      try {
        gate(index).await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  boolean isArmed(int index) {
    return armed.contains(index);
  }

  void arm(int index) {
    armed.add(index);
  }

  private CountDownLatch gate(int index) {
    return gates.computeIfAbsent(index, _ -> new CountDownLatch(1));
  }

  private void answer(String line) {
    try {
      send(line);
    } catch (IOException e) {
      // the harness is gone; whoever is held stays held until this process is ended
    }
  }

  private synchronized void send(String line) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private void obey(String[] words) {
    int index = Integer.parseInt(words[1]);
    switch (words[0]) {
      case "arm" -> {
        arm(index);
        answer("armed " + index);
      }
      case "go" -> gate(index).countDown();
      default -> throw new IllegalArgumentException(words[0]);
    }
  }

  private void listen() {
    StringBuilder line = new StringBuilder();
    ByteBuffer bytes = ByteBuffer.allocate(256);
    try {
      while (channel.read(bytes) >= 0) {
        bytes.flip();
        while (bytes.hasRemaining()) {
          char c = (char) bytes.get();
          if (c == '\n') {
            obey(line.toString().split(" ", -1));
            line.setLength(0);
          } else {
            line.append(c);
          }
        }
        bytes.clear();
      }
    } catch (IOException e) {
      // the harness is gone; whoever is held stays held until this process is ended
    }
  }
}
