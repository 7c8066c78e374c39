package dev.ridethrough.chaos.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Where one part takes place: a user's home with nothing in it, and a `systemctl` of its own on
/// PATH.
record Stage(Path room) {
  private static final Set<String> PASSED = Set.of("LANG", "LC_ALL", "TMPDIR");

  /// See [Manager].
  private static final String SYSTEMCTL =
      """
      #!/bin/sh
      # Asks the harness, which plays systemd's user manager.
      call=ROOM/$$
      printf '%s\\n' "$@" >"$call.new"
      mv -- "$call.new" "$call.call"
      while [ ! -e "$call.reply" ]; do
        [ -d ROOM ] || exit 1
        sleep 0.02
      done
      status=$(head -n 1 "$call.reply")
      said=$(tail -n +2 "$call.reply")
      rm -f -- "$call.reply"
      if [ "$status" -eq 0 ]; then printf '%s\\n' "$said"; else printf '%s\\n' "$said" >&2; fi
      exit "$status"
      """;

  /// @param room a folder that does not exist yet; with a short path, because of the socket's
  static Stage make(Path room) throws IOException {
    Stage stage = new Stage(room);
    Files.createDirectory(room);
    Files.createDirectories(stage.home());
    Files.setPosixFilePermissions(stage.home(), PosixFilePermissions.fromString("rwx------"));
    Files.createDirectory(stage.calls());
    Files.createDirectory(stage.logs());
    Path systemctl = Files.createDirectory(room.resolve("bin")).resolve("systemctl");
    Files.writeString(systemctl, SYSTEMCTL.replace("ROOM", stage.calls().toString()));
    Files.setPosixFilePermissions(systemctl, PosixFilePermissions.fromString("rwx------"));
    return stage;
  }

  private Path user() {
    return room.resolve("u");
  }

  Path home() {
    return user().resolve(".ridethrough");
  }

  Path socket() {
    return home().resolve("daemon.sock");
  }

  Path unit() {
    return user().resolve(".config/systemd/user/ridethrough.service");
  }

  /// Where what `systemctl` was asked is left.
  Path calls() {
    return room.resolve("calls");
  }

  Path logs() {
    return room.resolve("logs");
  }

  Path log(String name) {
    return logs().resolve(name + ".log");
  }

  /// Where versions are installed.
  Path prefix() {
    return room.resolve("p");
  }

  /// Of whatever version is installed.
  Path launcher() {
    return prefix().resolve("current/bin/ridethrough");
  }

  /// The version that is installed.
  Path current() throws IOException {
    return prefix().resolve("current").toRealPath();
  }

  /// What lies beside the installed version, half installed ones, too.
  List<Path> versions() throws IOException {
    Path versions = prefix().resolve("versions");
    if (!Files.isDirectory(versions)) {
      return List.of();
    }
    try (Stream<Path> found = Files.list(versions)) {
      return found.sorted().toList();
    }
  }

  /// Of every program that is started here.
  Map<String, String> environment() {
    Map<String, String> environment = new LinkedHashMap<>();
    System.getenv()
        .forEach((name, value) -> {
          if (PASSED.contains(name)) {
            environment.put(name, value);
          }
        });
    environment.put("HOME", user().toString());
    environment.put("PATH", room.resolve("bin") + ":" + System.getenv("PATH"));
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    return environment;
  }
}
