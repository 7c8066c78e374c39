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
public final class Desk {
  public final Path user;
  public final Path home;
  public final Path socket;
  public final Path unit;
  public final FakeSystemctl systemctl;
  public final TestMachine machine = new TestMachine();
  public final Map<String, String> environment = new LinkedHashMap<>();
  public Path launcher;

  public Desk(Path room) throws IOException {
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
  public int run(String... words) {
    return Cli.run(port(), words);
  }

  public Machine port() {
    Host host = overriding(Host.class, TestMachine.REAL.host(), "launcher", (_, _) -> launcher);
    Machine with = overriding(Machine.class, machine.port(), "host", (_, _) -> host);
    return overriding(
        Machine.class, with, "environment", (words, _) -> environment.get((String) words[0]));
  }

  /// All that was printed and logged so far.
  public String said() {
    return String.join("\n", machine.stdout.lines()) + "\n" + String.join("\n", machine.log);
  }

  public void writeUnit(String text) throws IOException {
    Files.createDirectories(unit.getParent());
    Files.writeString(unit, text);
  }
}
