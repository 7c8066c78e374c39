package dev.ridethrough.update;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/// Releases that do nothing but to note that their post-update was called, and what was current
/// then.
final class Builds {
  private static final String SCRIPT =
      """
      #!/bin/sh
      case "$*" in
        --version) echo 'ridethrough VERSION'; exit "$(cat 'ROOM/runs-VERSION' 2>/dev/null || echo 0)" ;;
        'post-update --help') exit "$(cat 'ROOM/helps-VERSION' 2>/dev/null || echo 0)" ;;
        post-update)
          echo "VERSION by $0, current is $(readlink 'ROOM/prefix/current')" >>'ROOM/calls'
          echo 'VERSION did what is to be done'
          exit "$(cat 'ROOM/status-VERSION' 2>/dev/null || echo 0)" ;;
      esac
      """;

  private final Path room;

  Builds(Path room) {
    this.room = room;
  }

  Path prefix() {
    return room.resolve("prefix");
  }

  /// A release in a folder of its own.
  Path release(String version) throws IOException {
    Path folder = Files.createDirectories(room.resolve("release-" + version));
    Path launcher = Files.createDirectories(folder.resolve("bin")).resolve("ridethrough");
    Files.writeString(
        launcher, SCRIPT.replace("VERSION", version).replace("ROOM", room.toString()));
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
    Files.createDirectories(folder.resolve("lib/deep"));
    Files.writeString(folder.resolve("lib/deep/file"), version);
    return folder;
  }

  /// What one of its programs ends with from now on.
  ///
  /// @param program `status` for post-update, `runs` for `--version`, `helps` for its help
  void ends(String program, String version, int status) throws IOException {
    Files.writeString(room.resolve(program + "-" + version), Integer.toString(status));
  }

  /// The calls of post-update, in order.
  List<String> calls() throws IOException {
    Path calls = room.resolve("calls");
    return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
  }

  /// What the installed version says that it is; empty when there is none.
  String installed() throws IOException {
    Path file = prefix().resolve("current/lib/deep/file");
    return Files.exists(file) ? Files.readString(file) : "";
  }

  /// The names in `versions`.
  List<String> versions() throws IOException {
    try (var found = Files.list(prefix().resolve("versions"))) {
      return found.map(it -> it.getFileName().toString()).sorted().toList();
    }
  }
}
