package dev.ridethrough.chaos.world.run;

import dev.ridethrough.machine.Connection;
import dev.ridethrough.machine.KernelException;
import dev.ridethrough.machine.Listener;
import dev.ridethrough.machine.Machine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Something at the path that accepts and hangs up, and counts who comes.
final class Decoy implements AutoCloseable {
  private static final int BACKLOG = 1_000;
  private static final long BIN_MILLIS = 50;

  /// The watch wakes everybody at once when the path appears; that first rush is not the herd that
  /// counts.
  private static final long RUSH_MILLIS = 1_000;

  private final Machine machine;
  private final Listener listener;
  private final Set<Long> ours;
  private final long start;
  private final Set<Long> processes = new HashSet<>();
  private final Map<Long, Long> bins = new HashMap<>();
  private long connections;

  /// What it has counted.
  ///
  /// @param busiest most connections within 50 ms, after the first rush
  record Count(long millis, int processes, long connections, long busiest) {}

  /// Counts only those of our own proxies: others ask, too, such as a daemon that would like to
  /// start.
  ///
  /// @param ours their process ids
  Decoy(Machine machine, Path socket, Set<Long> ours) throws IOException {
    this.machine = machine;
    this.start = machine.nanoTime();
    this.ours = Set.copyOf(ours);
    try {
      listener = machine.sockets().listen(socket, BACKLOG);
    } catch (KernelException e) {
      throw new IOException("no decoy at " + socket, e);
    }
    machine.start("decoy", this::accept);
  }

  private void accept() {
    try {
      while (true) {
        try (Connection connection = listener.accept()) {
          if (connection == null) {
            return;
          }
          count(connection.peer().pid());
        }
      }
    } catch (KernelException e) {
      // closed: the fault is over
    }
  }

  private synchronized void count(long pid) {
    if (!ours.contains(pid)) {
      return;
    }
    long millis = millis();
    processes.add(pid);
    connections++;
    if (millis >= RUSH_MILLIS) {
      bins.merge(millis / BIN_MILLIS, 1L, Long::sum);
    }
  }

  private long millis() {
    return (machine.nanoTime() - start) / 1_000_000;
  }

  synchronized Count count() {
    long busiest = bins.values().stream().mapToLong(it -> it).max().orElse(0);
    return new Count(millis(), processes.size(), connections, busiest);
  }

  @Override
  public void close() {
    listener.close();
  }
}
