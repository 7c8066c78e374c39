package dev.ridethrough.service;

import static dev.ridethrough.machine.TestMachine.overriding;

import dev.ridethrough.cli.Cli;
import dev.ridethrough.machine.Host;
import dev.ridethrough.machine.Machine;
import dev.ridethrough.machine.TestMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;

/// A user's home with a `systemctl` that is played, and a shell in it.
final class Desk {
  final Path user;
  final Path home;
  final Path socket;
  final Path unit;
  final FakeSystemctl systemctl;
  final TestMachine machine = new TestMachine();
  final Map<String, String> environment = new LinkedHashMap<>();
  Path launcher;

  Desk(Path room) throws IOException {
    user = Files.createDirectory(room.resolve("user"));
    home =
        Files.createDirectory(
            user.resolve(".ridethrough"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    socket = home.resolve("daemon.sock");
    unit = user.resolve(".config/systemd/user/ridethrough.service");
    launcher = room.resolve("app/bin/ridethrough");
    systemctl = new FakeSystemctl(room.resolve("systemctl"), unit);
    environment.put("HOME", user.toString());
    environment.put("PATH", room.resolve("nowhere") + ":" + systemctl.directory + ":/usr/bin:/bin");
  }

  /// Runs a command line.
  ///
  /// @return the exit status
  int run(String... words) {
    return Cli.run(port(), words);
  }

  Machine port() {
    Host host = overriding(Host.class, TestMachine.REAL.host(), "launcher", (_, _) -> launcher);
    Machine with = overriding(Machine.class, machine.port(), "host", (_, _) -> host);
    return overriding(
        Machine.class, with, "environment", (words, _) -> environment.get((String) words[0]));
  }

  /// All that was printed and logged so far.
  String said() {
    return String.join("\n", machine.stdout.lines()) + "\n" + String.join("\n", machine.log);
  }

  void writeUnit(String text) throws IOException {
    Files.createDirectories(unit.getParent());
    Files.writeString(unit, text);
  }
}
