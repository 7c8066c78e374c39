package dev.ridethrough.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/// A `systemctl` on a PATH of its own: notes its calls, remembers the state of one service, and
/// starts nothing.
public final class FakeSystemctl {
  private static final String SCRIPT =
      """
      #!/bin/sh
      room='ROOM'
      [ "$1" = --user ] || { echo "not for the user's manager: $*" >&2; exit 1; }
      shift
      printf '%s\\n' "$*" >>"$room/calls"
      if [ -e "$room/fail-$1" ]; then cat "$room/fail-$1" >&2; exit 1; fi
      becomes() { sed -i "s|^$1=.*|$1=$2|" "$room/state"; }
      case $1 in
        show)
          cat "$room/state"
          if [ -e "$room/activates" ]; then becomes ActiveState active; becomes MainPID "$(cat "$room/pid")"; fi
          if [ -e "$room/restarts" ]; then echo "NRestarts=$(cat "$room/restarts")"; fi
          if [ -e "$room/crashes" ]; then echo x >>"$room/crashes"; echo "NRestarts=$(wc -l <"$room/crashes")"; fi ;;
        daemon-reload)
          if [ -f 'UNIT' ]; then becomes LoadState loaded; becomes FragmentPath 'UNIT'; fi ;;
        enable) becomes UnitFileState enabled ;;
        disable) becomes UnitFileState disabled ;;
        start | restart) becomes ActiveState active; becomes MainPID "$(cat "$room/pid")" ;;
        stop) becomes ActiveState inactive; becomes MainPID 0 ;;
      esac
      """;

  private final Path room;

  /// Where the script is.
  final Path directory;

  FakeSystemctl(Path room, Path unit) throws IOException {
    this.room = Files.createDirectories(room);
    this.directory = Files.createDirectories(room.resolve("bin"));
    Path script = directory.resolve("systemctl");
    Files.writeString(
        script, SCRIPT.replace("ROOM", room.toString()).replace("UNIT", unit.toString()));
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    is("not-found", "inactive", "");
    pid(1);
  }

  /// What it says of the service from now on.
  public void is(String load, String active, String enabled) throws IOException {
    Files.writeString(
        room.resolve("state"),
        "LoadState=%s\nActiveState=%s\nUnitFileState=%s\nResult=success\nFragmentPath=\nMainPID=0\n"
            .formatted(load, active, enabled));
  }

  /// The process that a start starts.
  void pid(long pid) throws IOException {
    Files.writeString(room.resolve("pid"), Long.toString(pid));
  }

  /// The service is started again by itself each time that it is asked about.
  void crashes() throws IOException {
    Files.createFile(room.resolve("crashes"));
  }

  /// Whoever connects once it was asked about the service starts that.
  void activates() throws IOException {
    Files.createFile(room.resolve("activates"));
  }

  /// The service was started again by itself so often.
  void restarts(int times) throws IOException {
    Files.writeString(room.resolve("restarts"), Integer.toString(times));
  }

  /// A command fails from now on.
  public void fail(String verb, String said) throws IOException {
    Files.writeString(room.resolve("fail-" + verb), said);
  }

  /// What it was asked to change, in order.
  public List<String> calls() throws IOException {
    Path calls = room.resolve("calls");
    return Files.exists(calls)
        ? Files.readAllLines(calls).stream().filter(call -> !call.startsWith("show")).toList()
        : List.of();
  }

  String state() throws IOException {
    return Files.readString(room.resolve("state"));
  }
}
