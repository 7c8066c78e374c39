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
  private volatile boolean finishing;

  private RealListener(ServerSocketChannel channel, Selector selector) {
    this.channel = channel;
    this.selector = selector;
  }

  static RealListener of(ServerSocketChannel channel, Path path) throws KernelException {
    try {
      channel.configureBlocking(false);
      Selector selector = Selector.open();
      channel.register(selector, SelectionKey.OP_ACCEPT);
      return new RealListener(channel, selector);
    } catch (IOException failure) {
      throw new KernelException(Errno.EMFILE, "listen " + path, failure);
    }
  }

  @Override
  public @Nullable Connection accept() throws KernelException {
    try {
      while (true) {
        // Looked at before the queue is: what was queued when finish() was called must not be
        // missed.
        boolean last = finishing;
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
    RealSockets.discard(channel);
    try {
      // The selector holds the descriptor until then.
      selector.close();
    } catch (IOException ignored) {
      // Linux does not fail here, and the port promises not to throw.
    }
  }
}
