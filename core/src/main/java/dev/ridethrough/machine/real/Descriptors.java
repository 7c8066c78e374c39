package dev.ridethrough.machine.real;

import dev.ridethrough.machine.Errno;
import dev.ridethrough.machine.KernelException;
import java.io.FileDescriptor;
import java.lang.reflect.Method;
import java.nio.channels.SocketChannel;

/// What the JDK knows of a channel's descriptor and keeps to itself: java must be told to open the
/// package. The caller sees to it that the channel is not closed meanwhile.
final class Descriptors {
  private static final int POLLIN = 1;

  private Descriptors() {}

  static FileDescriptor of(SocketChannel channel) throws KernelException {
    try {
      return (FileDescriptor) Internals.DESCRIPTOR.invoke(channel);
    } catch (ReflectiveOperationException | LinkageError failure) {
      throw unusable(failure);
    }
  }

  /// Whether a read would not wait: there are bytes, the end of the stream or an error to be had.
  static boolean readable(SocketChannel channel) throws KernelException {
    try {
      return (int) Internals.POLL.invoke(null, of(channel), POLLIN, 0L) != 0;
    } catch (ReflectiveOperationException | LinkageError failure) {
      throw unusable(failure);
    }
  }

  private static KernelException unusable(Throwable failure) {
    return new KernelException(
        Errno.EIO,
        "look at a socket's descriptor (java must run with --add-opens"
            + " java.base/sun.nio.ch=ALL-UNNAMED)",
        failure);
  }

  /// Looked up on first use.
  private static final class Internals {
    static final Method DESCRIPTOR = open("sun.nio.ch.SelChImpl", "getFD");
    static final Method POLL =
        open("sun.nio.ch.Net", "poll", FileDescriptor.class, int.class, long.class);

    private static Method open(String type, String name, Class<?>... parameters) {
      try {
        Method method = Class.forName(type).getDeclaredMethod(name, parameters);
        method.setAccessible(true);
        return method;
      } catch (ReflectiveOperationException failure) {
        throw new IllegalStateException(failure);
      }
    }
  }
}
