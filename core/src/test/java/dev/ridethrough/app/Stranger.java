package dev.ridethrough.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/// Connects and prints what it hears. Runs as another user, alone on its class path.
final class Stranger {
  private Stranger() {}

  public static void main(String[] arguments) throws Exception {
    try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(Path.of(arguments[0])))) {
      System.out.println("connected");
      System.out.print(new String(Channels.newInputStream(channel).readAllBytes(), UTF_8));
      System.out.println("end");
    }
  }
}
