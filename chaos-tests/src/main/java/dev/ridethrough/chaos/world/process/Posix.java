package dev.ridethrough.chaos.world.process;

import dev.ridethrough.chaos.world.run.Child.Signal;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// What the kernel does to another process and the JDK can't ask it for.
public final class Posix {
  private static final int RLIMIT_NOFILE = 7; // Linux
  private static final int OWNER_ONLY = 0600;
  private static final long NOTICE_MILLIS = 1_000;

  private static final MethodHandle KILL =
      function(
          "kill",
          FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

  private static final MethodHandle MKFIFO =
      function(
          "mkfifo",
          FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));

  private static final MethodHandle PRLIMIT =
      function(
          "prlimit",
          FunctionDescriptor.of(
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT,
              ValueLayout.ADDRESS,
              ValueLayout.ADDRESS));

  private static final MemoryLayout LIMIT =
      MemoryLayout.structLayout(ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG);

  private Posix() {}

  /// Sends a signal; does nothing when the process is gone. `java.lang.ProcessHandle` can't send
  /// some of them, and closes our ends of the pipes for the others.
  public static void send(Process process, Signal signal) {
    if (process.isAlive()) {
      send(process.pid(), signal);
    }
  }

  /// The same to a process that somebody else started.
  public static void send(long pid, Signal signal) {
    call(KILL, (int) pid, number(signal));
  }

  /// Makes a named pipe that only its owner can open.
  public static void makePipe(Path path) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      if (call(MKFIFO, arena.allocateFrom(path.toString()), OWNER_ONLY) != 0) {
        throw new IOException("can't make the named pipe " + path);
      }
    }
  }

  private static int number(Signal signal) {
    return switch (signal) {
      case KILL -> 9;
      case TERM -> 15;
      case CONT -> 18;
      case STOP -> 19;
    };
  }

  /// Sets the soft limit of open descriptors, which is a limit of their numbers.
  ///
  /// @return what it was
  public static long limitDescriptors(long pid, long soft) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment limit = arena.allocate(LIMIT);
      if (call(PRLIMIT, (int) pid, RLIMIT_NOFILE, MemorySegment.NULL, limit) != 0) {
        throw new IOException("can't read the descriptor limit of process " + pid);
      }
      long was = limit.get(ValueLayout.JAVA_LONG, 0);
      limit.set(ValueLayout.JAVA_LONG, 0, soft);
      if (call(PRLIMIT, (int) pid, RLIMIT_NOFILE, limit, MemorySegment.NULL) != 0) {
        throw new IOException("can't set the descriptor limit of process " + pid);
      }
      return was;
    }
  }

  /// Leaves a process no descriptor that is free; does nothing when it is gone.
  ///
  /// @param exit of that process
  /// @return what takes the limit away again
  public static Runnable starve(long pid, Future<?> exit) throws IOException {
    try {
      long was = limitDescriptors(pid, Proc.lowestFreeDescriptor(pid));
      return () -> feed(pid, was, exit);
    } catch (IOException e) {
      if (isOver(exit)) {
        return () -> {};
      }
      throw e;
    }
  }

  private static void feed(long pid, long was, Future<?> exit) {
    try {
      if (!exit.isDone()) {
        limitDescriptors(pid, was);
      }
    } catch (IOException e) {
      // it is gone
    }
  }

  /// The kernel knows a little sooner than whoever waits for it.
  private static boolean isOver(Future<?> exit) {
    try {
      exit.get(NOTICE_MILLIS, TimeUnit.MILLISECONDS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      return true;
    }
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
