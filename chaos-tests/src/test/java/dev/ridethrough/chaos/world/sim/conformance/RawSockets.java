package dev.ridethrough.chaos.world.sim.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/// The kernel's own calls, one by one: the JDK binds and listens in one.
final class RawSockets {
  static final int STREAM = 1;
  static final int DATAGRAM = 2;

  private static final short UNIX = 1;
  private static final int PATH_BYTES = 108;

  private static final MethodHandle SOCKET = function("socket", 3);
  private static final MethodHandle LISTEN = function("listen", 2);
  private static final MethodHandle CLOSE = function("close", 1);

  private static final MethodHandle BIND =
      function(
          "bind",
          FunctionDescriptor.of(
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT,
              ValueLayout.ADDRESS,
              ValueLayout.JAVA_INT));

  private static final MethodHandle MKFIFO =
      function(
          "mkfifo",
          FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));

  private RawSockets() {}

  /// Makes a socket and binds it.
  ///
  /// @return its descriptor, or -1 when it can't be bound
  static int bind(Path path, int type) {
    int descriptor = call(SOCKET, (int) UNIX, type, 0);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment address = arena.allocate(Short.BYTES + PATH_BYTES, Short.BYTES);
      address.set(ValueLayout.JAVA_SHORT, 0, UNIX);
      address.setString(Short.BYTES, path.toString(), UTF_8);
      if (call(BIND, descriptor, address, (int) address.byteSize()) != 0) {
        close(descriptor);
        return -1;
      }
      return descriptor;
    }
  }

  static void listen(int descriptor, int backlog) {
    call(LISTEN, descriptor, backlog);
  }

  static void close(int descriptor) {
    call(CLOSE, descriptor);
  }

  static void makePipe(Path path, int mode) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      if (call(MKFIFO, arena.allocateFrom(path.toString(), UTF_8), mode) != 0) {
        throw new IOException("no pipe at " + path);
      }
    }
  }

  private static MethodHandle function(String name, int arguments) {
    MemoryLayout[] types = new MemoryLayout[arguments];
    java.util.Arrays.fill(types, ValueLayout.JAVA_INT);
    return function(name, FunctionDescriptor.of(ValueLayout.JAVA_INT, types));
  }

  @SuppressWarnings("restricted") // the harness is started with native access
  private static MethodHandle function(String name, FunctionDescriptor descriptor) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor);
  }

  private static int call(MethodHandle function, Object... arguments) {
    try {
      return (int) function.invokeWithArguments(arguments);
    } catch (Throwable e) {
      throw new IllegalStateException("a call of the C library failed", e);
    }
  }
}
