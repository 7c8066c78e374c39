package dev.ridethrough.chaos.bench;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;

/// The packaged app, as its users start it.
record App(Path folder, Children children) {
  /// What sockets are called.
  static final String SOCKET = "daemon.sock";

  /// A socket path in a directory that only this user can enter.
  static Path socketIn(Path directory) throws IOException {
    var onlyMine = PosixFilePermissions.fromString("rwx------");
    Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(onlyMine));
    return directory.resolve(SOCKET);
  }

  ServeProcess serve(Path socket, String... options) throws IOException {
    return new ServeProcess(start(List.of("serve", "--socket", socket.toString()), options));
  }

  Process daemon(Path home, Path socket, String... options) throws IOException {
    return start(
        List.of("daemon", "run", "--home", home.toString(), "--socket", socket.toString()),
        options);
  }

  /// Connects to a daemon that has just come to its path.
  ///
  /// @return when it greeted, on the monotonic clock
  static long greetedAt(Path socket) throws IOException {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      Future<?> guard = Waits.guard(channel);
      long first = Lines.read(channel, 1);
      guard.cancel(false);
      return first;
    }
  }

  private Process start(List<String> arguments, String... options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(folder.resolve("bin/ridethrough").toString());
    command.addAll(arguments);
    command.addAll(List.of(options));
    return children.start(command);
  }
}
