package dev.ridethrough.machine.real;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.sun.security.auth.module.UnixSystem;
import dev.ridethrough.machine.Peer;
import java.io.FileInputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// This process and others.
final class Processes {
  private static final int STATUS_BYTES = 4096;

  private volatile @Nullable Peer self;

  Peer self() {
    Peer known = self;
    if (known == null) {
      known = ask();
      self = known;
    }
    return known;
  }

  /// By `/proc` where there is one: the JDK's ways load 15 ms worth of classes. Not by the owner of
  /// `/proc/self`, which is root when the kernel takes the process for privileged.
  private static Peer ask() {
    try (var in = new FileInputStream("/proc/self/status")) {
      String status = new String(in.readNBytes(STATUS_BYTES), US_ASCII);
      return new Peer(number(status, "\nPid:", 0), (int) number(status, "\nUid:", 1));
    } catch (IOException | NumberFormatException noProc) {
      return new Peer(ProcessHandle.current().pid(), (int) new UnixSystem().getUid());
    }
  }

  private static long number(String status, String label, int index) throws IOException {
    int begin = status.indexOf(label);
    int end = status.indexOf('\n', begin + label.length());
    if (begin < 0 || end < 0) {
      throw new IOException("no" + label + " in /proc/self/status");
    }
    String[] words = status.substring(begin + label.length(), end).strip().split("\t", -1);
    return Long.parseLong(words[index]);
  }

  boolean terminate(long pid) {
    ProcessHandle process = ProcessHandle.of(pid).orElse(null);
    return process != null && pid != self().pid() && process.destroy();
  }

  /// A process that has ended and whose parent has not noticed yet is not alive.
  boolean alive(long pid) {
    try (var in = new FileInputStream("/proc/" + pid + "/stat")) {
      String stat = new String(in.readNBytes(STATUS_BYTES), US_ASCII);
      char state = stat.charAt(stat.lastIndexOf(')') + 2);
      return state != 'Z' && state != 'X';
    } catch (IOException | IndexOutOfBoundsException noProc) {
      return ProcessHandle.of(pid).isPresent();
    }
  }
}
