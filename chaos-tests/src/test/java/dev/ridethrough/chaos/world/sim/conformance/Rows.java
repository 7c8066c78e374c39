package dev.ridethrough.chaos.world.sim.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What stories must have come to, on both kernels alike: what is known of Unix sockets around a
/// restart, row by row. A comparison that never gets there proves nothing.
final class Rows {
  private static final List<String> CONNECT =
      List.of(
          "connect: missing path ENOENT",
          "connect: missing folder ENOENT",
          "connect: dangling link ENOENT",
          "connect: a component is a file ENOTDIR",
          "connect: path too long ENAMETOOLONG",
          "connect: stale, KILLED ECONNREFUSED",
          "connect: stale, CLOSED ECONNREFUSED",
          "connect: bound, not listening ECONNREFUSED",
          "connect: regular file ECONNREFUSED",
          "connect: folder ECONNREFUSED",
          "connect: fifo ECONNREFUSED",
          "connect: datagram socket EAGAIN",
          "connect: backlog full EAGAIN",
          "connect: after rename over, to the new listener",
          "connect: no descriptor EMFILE");

  private static final List<String> OTHERS =
      List.of(
          "accept: from the queue of a listener that was renamed over",
          "accept: no descriptor EMFILE",
          "accept: who waited meanwhile",
          "stopped: takes connections and bytes, reads them when it goes on",
          "lock: held by another",
          "lock: taken after SIGKILL of its holder",
          "lock: lost by reading the file",
          "lock: its file is another one now",
          "inode: keeps its number when renamed",
          "watch: woken by a rename",
          "watch: woken by bind, not by listen",
          "watch: ends with its folder");

  private static final List<String> PERMISSIONS =
      List.of(
          "connect: folder without x EACCES",
          "connect: socket without w EACCES",
          "connect: root bypasses permissions");

  private final Map<String, Integer> hits = new TreeMap<>();

  /// All rows that can be reached here.
  static List<String> required() {
    List<String> all = new ArrayList<>(CONNECT);
    all.addAll(OTHERS);
    for (ClientRow.End end : ClientRow.End.values()) {
      for (ClientRow row : ClientRow.values()) {
        all.add(row.read(end));
        all.add(row.send(end));
      }
    }
    if (Cast.HERE.hasSomebodyElse()) {
      all.addAll(PERMISSIONS);
    }
    return all;
  }

  /// Counts what is seen in a story on which both kernels agree.
  void add(List<Line> story) {
    Witness witness = new Witness();
    story.forEach(witness::see);
    witness.seen().forEach(row -> hits.merge(row, 1, Integer::sum));
  }

  List<String> missing() {
    return required().stream().filter(row -> !hits.containsKey(row)).toList();
  }

  String text() {
    return required().stream()
        .map(row -> "%7d  %s".formatted(hits.getOrDefault(row, 0), row))
        .collect(Collectors.joining("\n"));
  }
}
