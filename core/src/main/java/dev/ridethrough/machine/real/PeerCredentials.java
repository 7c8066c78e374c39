package dev.ridethrough.machine.real;

import dev.ridethrough.machine.Errno;
import dev.ridethrough.machine.KernelException;
import dev.ridethrough.machine.Peer;
import java.io.FileDescriptor;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.newsclub.net.unix.AFUNIXSocketCredentials;

/// Who is at the other end of a socket, by junixsocket.
///
/// Its public way, a cast of the descriptor to one of its own channels, sets the descriptor's
/// blocking mode behind the JDK's back and registers it for closing for a moment. So the native
/// call beneath is used: it only reads.
final class PeerCredentials {
  private static final String OPERATION = "ask who is at the other end of a socket";

  private PeerCredentials() {}

  /// To be called before connections take the last descriptor: what can't be loaded once never can.
  ///
  /// @param any of a socket, connected or not
  static void load(FileDescriptor any) throws KernelException {
    try {
      Native.FILL.invoke(null, any, Native.NEW.newInstance());
    } catch (InvocationTargetException failure) {
      if (failure.getCause() instanceof Error unlinked) {
        throw unloadable(unlinked);
      } // a socket without a peer may be refused, and then it is loaded
    } catch (ReflectiveOperationException | LinkageError failure) {
      throw unloadable(failure);
    }
  }

  static Peer of(FileDescriptor descriptor) throws KernelException {
    try {
      var credentials = Native.NEW.newInstance();
      Native.FILL.invoke(null, descriptor, credentials);
      return new Peer(credentials.getPid(), Math.toIntExact(credentials.getUid()));
    } catch (InvocationTargetException failure) {
      throw new KernelException(Errno.EIO, OPERATION, failure.getCause());
    } catch (ReflectiveOperationException | LinkageError failure) {
      throw unloadable(failure);
    }
  }

  private static KernelException unloadable(Throwable failure) {
    return new KernelException(Errno.EIO, OPERATION + " (junixsocket can't be loaded)", failure);
  }

  /// Loads junixsocket and its native library, which takes long: not before somebody asks.
  private static final class Native {
    static final Constructor<AFUNIXSocketCredentials> NEW;
    static final Method FILL;

    static {
      try {
        NEW = AFUNIXSocketCredentials.class.getDeclaredConstructor();
        NEW.setAccessible(true);
        FILL =
            Class.forName("org.newsclub.net.unix.NativeUnixSocket")
                .getDeclaredMethod(
                    "peerCredentials", FileDescriptor.class, AFUNIXSocketCredentials.class);
        FILL.setAccessible(true);
      } catch (ReflectiveOperationException failure) {
        throw new ExceptionInInitializerError(failure);
      }
    }
  }
}
