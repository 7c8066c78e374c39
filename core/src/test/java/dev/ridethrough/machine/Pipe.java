package dev.ridethrough.machine;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// A standard stream whose other end a test holds.
public final class Pipe implements ByteStream {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private int taken;
  private boolean ended;

  /// Writes a line that the other end reads.
  public void send(String line) {
    byte[] sent = (line + "\n").getBytes(UTF_8);
    write(sent, 0, sent.length);
  }

  /// All whole lines that were ever written.
  public List<String> lines() {
    lock.lock();
    try {
      String text = bytes.toString(UTF_8);
      return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public int read(byte[] into, int offset, int length) {
    lock.lock();
    try {
      while (taken == bytes.size()) {
        if (ended) {
          return -1;
        }
        changed.awaitUninterruptibly();
      }
      byte[] all = bytes.toByteArray();
      byte[] piece = Arrays.copyOfRange(all, taken, Math.min(all.length, taken + length));
      System.arraycopy(piece, 0, into, offset, piece.length);
      taken += piece.length;
      return piece.length;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public int write(byte[] from, int offset, int length) {
    lock.lock();
    try {
      bytes.write(from, offset, length);
      changed.signalAll();
      return length;
    } finally {
      lock.unlock();
    }
  }

  /// What was written can still be read; then comes the end.
  @Override
  public void close() {
    lock.lock();
    try {
      ended = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
