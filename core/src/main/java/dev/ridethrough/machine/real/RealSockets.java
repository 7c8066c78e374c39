package dev.ridethrough.machine.real;

import dev.ridethrough.machine.Connection;
import dev.ridethrough.machine.Errno;
import dev.ridethrough.machine.KernelException;
import dev.ridethrough.machine.Listener;
import dev.ridethrough.machine.Sockets;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channel;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Unix sockets by the JDK's channels.
final class RealSockets implements Sockets {
  // One byte less than the kernel's limit: the JDK keeps two bytes of sun_path for itself, the
  // kernel needs one.
  private static final int LINUX_PATH_BYTES = 106;
  private static final int MAC_PATH_BYTES = 102;

  /// What must be free after loading: a directory watch and a few connections.
  private static final int SPARE_DESCRIPTORS = 8;

  static int bytes(Path path) {
    return path.toString().getBytes(Names.ENCODING).length;
  }

  @Override
  public int maxPathBytes() {
    return System.getProperty("os.name", "").startsWith("Mac") ? MAC_PATH_BYTES : LINUX_PATH_BYTES;
  }

  /// Does once what every conversation does: asks who a peer is, whether there is something to
  /// read, and waits for input.
  @Override
  public void load() throws KernelException {
    String operation = "load what sockets need";
    List<SocketChannel> spare = new ArrayList<>();
    try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        var selector = Selector.open()) {
      for (int i = 0; i < SPARE_DESCRIPTORS; i++) {
        spare.add(SocketChannel.open(StandardProtocolFamily.UNIX));
      }
      PeerCredentials.load(Descriptors.of(channel));
      var _ = Descriptors.readable(channel);
      selector.select(1); // on a virtual thread this starts the JDK's pollers
    } catch (KernelException | LinkageError failure) {
      Errno errno = Errnos.descriptorsLeft() ? Errno.EIO : Errno.EMFILE;
      throw new KernelException(errno, operation, failure);
    } catch (IOException failure) {
      throw new KernelException(Errno.EMFILE, operation, failure);
    } finally {
      spare.forEach(RealSockets::discard);
    }
  }

  @Override
  public Connection connect(Path path) throws KernelException {
    String operation = "connect " + path;
    checkLength(path, operation);
    SocketChannel channel;
    try {
      channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    } catch (IOException failure) {
      throw new KernelException(Errno.EMFILE, operation, failure);
    }
    try {
      return connected(channel, path);
    } catch (IOException failure) {
      discard(channel);
      throw Errnos.ofConnect(failure, path);
    } catch (RuntimeException | Error failure) {
      discard(channel);
      throw failure;
    }
  }

  /// Non-blocking, because a blocking connect on a platform thread waits for a place in a full
  /// backlog.
  private static Connection connected(SocketChannel channel, Path path) throws IOException {
    channel.configureBlocking(false);
    if (!channel.connect(UnixDomainSocketAddress.of(path))) {
      throw new KernelException(Errno.EAGAIN, "connect " + path);
    }
    channel.configureBlocking(true);
    return new RealConnection(channel);
  }

  @Override
  public Listener listen(Path path, int backlog) throws KernelException {
    String operation = "bind " + path;
    checkLength(path, operation);
    ServerSocketChannel channel;
    try {
      channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    } catch (IOException failure) {
      throw new KernelException(Errno.EMFILE, operation, failure);
    }
    try {
      channel.bind(UnixDomainSocketAddress.of(path), backlog);
    } catch (IOException failure) {
      discard(channel);
      throw Errnos.ofBind(failure, path);
    }
    return listening(channel, path);
  }

  @Override
  public @Nullable Listener inherited() throws KernelException {
    try {
      return System.inheritedChannel() instanceof ServerSocketChannel channel
              && channel.getLocalAddress() instanceof UnixDomainSocketAddress
          ? RealListener.inherited(channel)
          : null;
    } catch (IOException failure) {
      throw new KernelException(Errno.EIO, "take the socket from standard input", failure);
    }
  }

  private static Listener listening(ServerSocketChannel channel, Path path) throws KernelException {
    try {
      Files.setAttribute(path, "unix:mode", RealFiles.FILE_MODE);
      return RealListener.of(channel, path);
    } catch (IOException failure) {
      discard(channel);
      throw Errnos.ofFile(failure, "listen", path);
    }
  }

  private void checkLength(Path path, String operation) throws KernelException {
    int bytes = bytes(path);
    if (bytes > maxPathBytes()) {
      throw new KernelException(
          Errno.ENAMETOOLONG,
          operation + " (" + bytes + " bytes of at most " + maxPathBytes() + ")");
    }
  }

  static void discard(Channel channel) {
    try {
      channel.close();
    } catch (IOException ignored) {
      // The descriptor is gone all the same; there is nothing left to do about it.
    }
  }

  /// Loaded late: start-up does not need it when no path is measured.
  private static final class Names {
    static final Charset ENCODING =
        Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"), Charset.defaultCharset());
  }
}
