package dev.ridethrough.chaos.bench;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;

/// What ours is compared with: sockets without a protocol, and socat.
record Bare(Children children, Path folder) {
  private static final long LOOK_AGAIN_MILLIS = 5;
  private static final int LOOKS = 2_000;

  /// Starts a server in Java.
  ///
  /// @return its socket
  Path javaServer() throws IOException {
    Path socket = folder.resolve("java.sock");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String main = BareServer.class.getName();
    return started(List.of(java, "-cp", ownClasses(), main, socket.toString()), socket);
  }

  /// Starts a server by socat: a process per connection, which runs `cat`.
  ///
  /// @return its socket
  Path socatServer(Path socat) throws IOException {
    Path socket = folder.resolve("socat.sock");
    String listen = "UNIX-LISTEN:" + socket + ",fork";
    return started(List.of(socat.toString(), listen, "EXEC:cat"), socket);
  }

  /// Where socat is, if it is installed.
  static Optional<Path> socat() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Arrays.stream(path.split(File.pathSeparator))
        .map(it -> Path.of(it, "socat"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /// A connection of its own, one line out, one line back.
  static void trip(Path socket) throws IOException {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      Lines.write(channel, Lines.echo(1));
      Lines.read(channel, 1);
    }
  }

  /// A process of its own, which connects; one line out, one line back, its end.
  void socatTrip(Path socat, Path socket) throws IOException {
    Process client = children.start(List.of(socat.toString(), "-", "UNIX-CONNECT:" + socket));
    Future<?> guard = Waits.guard(client::destroyForcibly);
    try {
      try (var out = client.getOutputStream()) { // closed, so that it ends
        out.write(Lines.echo(1));
      }
      if (client.getInputStream().readAllBytes().length == 0) {
        throw new IOException("socat brought no answer");
      }
    } finally {
      guard.cancel(false);
      children.kill(client);
    }
  }

  private Path started(List<String> command, Path socket) throws IOException {
    Process process = children.start(command);
    for (int i = 0; i < LOOKS && process.isAlive(); i++) {
      try (SocketChannel _ = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
        return socket;
      } catch (IOException e) {
        Waits.pause(LOOK_AGAIN_MILLIS); // not yet
      }
    }
    throw new IOException(command.getFirst() + " does not listen");
  }

  private static String ownClasses() throws IOException {
    try {
      var code = BareServer.class.getProtectionDomain().getCodeSource();
      return Path.of(code.getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IOException("can't tell where the benchmark's own classes are", e);
    }
  }
}
