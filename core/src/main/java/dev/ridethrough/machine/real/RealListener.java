package dev.ridethrough.machine.real;

import dev.ridethrough.machine.Connection;
import dev.ridethrough.machine.Errno;
import dev.ridethrough.machine.KernelException;
import dev.ridethrough.machine.Listener;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A listening socket that is asked without waiting; the waiting is done in a selector, because
/// that can be woken while the socket stays open. A virtual thread that waits there does not hold
/// its carrier (since JDK 24).
final class RealListener implements Listener {
  private final ServerSocketChannel channel;
  private final Selector selector;
  private final boolean inherited;
  private volatile boolean finishing;

  private RealListener(ServerSocketChannel channel, Selector selector, boolean inherited) {
    this.channel = channel;
    this.selector = selector;
    this.inherited = inherited;
  }

  static RealListener of(ServerSocketChannel channel, Path path) throws KernelException {
    return of(channel, "listen " + path, false);
  }

  /// One that is a service manager's, and stays open.
  static RealListener inherited(ServerSocketChannel channel) throws KernelException {
    return of(channel, "listen at standard input", true);
  }

  private static RealListener of(ServerSocketChannel channel, String operation, boolean inherited)
      throws KernelException {
    try {
      channel.configureBlocking(false);
      Selector selector = Selector.open();
      channel.register(selector, SelectionKey.OP_ACCEPT);
      return new RealListener(channel, selector, inherited);
    } catch (IOException failure) {
      throw new KernelException(Errno.EMFILE, operation, failure);
    }
  }

  @Override
  public @Nullable Connection accept() throws KernelException {
    try {
      while (true) {
        // Looked at before the queue is: what was queued when finish() was called must not be
        // missed.
        boolean last = finishing;
        if (last && inherited) {
          return null; // who is queued will be served by whom the manager gives the socket next
        }
        SocketChannel accepted = channel.accept();
        if (accepted != null) {
          return new RealConnection(accepted);
        }
        if (last) {
          return null;
        }
        selector.select(_ -> {});
      }
    } catch (ClosedChannelException | ClosedSelectorException closed) {
      throw new KernelException(Errno.EBADF, "accept", closed);
    } catch (IOException failure) {
      // A Unix listener only fails for want of something: descriptors of the process or the system,
      // or memory.
      throw new KernelException(Errno.EMFILE, "accept", failure);
    }
  }

  @Override
  public void finish() {
    finishing = true;
    selector.wakeup();
  }

  @Override
  public void close() {
    if (!inherited) { // else the JDK would send standard error to the null device
      RealSockets.discard(channel);
    }
    try {
      // The selector holds the descriptor until then.
      selector.close();
    } catch (IOException ignored) {
      // Linux does not fail here, and the port promises not to throw.
    }
  }
}
