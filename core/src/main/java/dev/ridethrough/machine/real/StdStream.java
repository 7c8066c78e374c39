package dev.ridethrough.machine.real;

import dev.ridethrough.machine.ByteStream;
import dev.ridethrough.machine.Errno;
import dev.ridethrough.machine.KernelException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Standard input or output. A platform thread makes the calls: they hold their thread as long as
/// they wait, and may still wait after [#close] has told the caller that it is over.
final class StdStream implements ByteStream {
  private static final int CHUNK = 64 * 1024;

  private final @Nullable FileInputStream in;
  private final @Nullable FileOutputStream out;
  private final PlatformWorker worker;
  private final AtomicReference<@Nullable Future<Integer>> pending = new AtomicReference<>();
  private volatile boolean closed;

  private StdStream(
      @Nullable FileInputStream in, @Nullable FileOutputStream out, PlatformWorker worker) {
    this.in = in;
    this.out = out;
    this.worker = worker;
  }

  static StdStream in() {
    return new StdStream(new FileInputStream(FileDescriptor.in), null, new PlatformWorker("stdin"));
  }

  static StdStream out() {
    var out = new FileOutputStream(FileDescriptor.out);
    return new StdStream(null, out, new PlatformWorker("stdout"));
  }

  @Override
  public int read(byte[] into, int offset, int length) throws KernelException {
    FileInputStream source = in;
    if (source == null) {
      throw new KernelException(Errno.EBADF, "read stdout");
    }
    // Not the caller's: a read that outlives close() would still write to it.
    byte[] buffer = new byte[Math.min(length, CHUNK)];
    int count = call(() -> source.read(buffer), Errno.EIO, "read stdin");
    System.arraycopy(buffer, 0, into, offset, Math.max(count, 0));
    return count;
  }

  @Override
  public int write(byte[] from, int offset, int length) throws KernelException {
    FileOutputStream sink = out;
    if (sink == null) {
      throw new KernelException(Errno.EBADF, "write stdin");
    }
    byte[] bytes = new byte[Math.min(length, CHUNK)];
    System.arraycopy(from, offset, bytes, 0, bytes.length);
    return call(
        () -> {
          sink.write(bytes);
          return bytes.length;
        },
        Errno.EPIPE,
        "write stdout");
  }

  private int call(Callable<Integer> call, Errno onFailure, String operation)
      throws KernelException {
    var job = new FutureTask<>(call);
    pending.set(job);
    if (closed) {
      throw new KernelException(Errno.EBADF, operation);
    }
    worker.execute(job);
    try {
      return PlatformWorker.join(job);
    } catch (CancellationException cancelled) {
      throw new KernelException(Errno.EBADF, operation, cancelled);
    } catch (ExecutionException failure) {
      throw new KernelException(onFailure, operation, failure.getCause());
    }
  }

  @Override
  public void close() {
    closed = true;
    Future<Integer> job = pending.get();
    if (job != null) {
      job.cancel(false);
    }
    try {
      if (in != null) {
        in.close();
      }
      if (out != null) {
        out.close();
      }
    } catch (java.io.IOException ignored) {
      // The JDK puts the null device in the place of a standard descriptor; that it fails is of no
      // interest.
    }
  }
}
