package dev.ridethrough.chaos.world.sim.conformance;

import java.io.IOException;
import java.util.List;

/// What lies in a story's folder when it begins, in a folder that everybody may write to.
interface Stage {
  int EVERYBODY = 0777;
  int OWNER = 0700;
  int FILE = 0600;

  /// The paths that stories change.
  List<String> CHANGING = List.of("s", "t", "u", "d", "d/s", "n");

  /// Paths that are there from the beginning and lead to what is no socket.
  List<String> FIXED = List.of("file", "pipe", "datagram", "dangling", "link", "loop", "closed");

  void folder(String path, int mode) throws IOException;

  void file(String path, int mode, String text) throws IOException;

  void pipe(String path, int mode) throws IOException;

  /// A datagram socket that is open and that everybody may write to.
  void datagramSocket(String path) throws IOException;

  void link(String path, String target) throws IOException;

  default void furnish() throws IOException {
    folder("d", EVERYBODY);
    folder("closed", OWNER);
    file("closed/s", EVERYBODY, "");
    file("file", FILE, "text");
    pipe("pipe", EVERYBODY);
    datagramSocket("datagram");
    link("dangling", "none");
    link("link", "s");
    link("loop", "loop");
  }
}
