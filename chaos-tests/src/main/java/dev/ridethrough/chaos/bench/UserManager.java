package dev.ridethrough.chaos.bench;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/// A systemd user manager of its own: what it runs, and where, is in the folder of the benchmark.
final class UserManager implements AutoCloseable {
  private static final String SERVICE = "ridethrough.service";
  private static final String VARIABLE = "XDG_RUNTIME_DIR=";
  private static final long LOOK_AGAIN_MILLIS = 20;
  private static final long LIMIT_NANOS = 20_000_000_000L;

  private final Children children;
  private final Path runtime;
  private final Process process;
  private final Thread hook;

  private UserManager(Children children, Path runtime, Process process) {
    this.children = children;
    this.runtime = runtime;
    this.process = process;
    // it ends what it runs before it ends, which it could not after SIGKILL
    this.hook = new Thread(process::destroy);
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /// Starts one and waits until it can be told something.
  ///
  /// @param script becomes the manager: `ci/user-manager`
  /// @throws IOException that says what is missing, where there can be none
  static UserManager start(Children children, Path script) throws IOException {
    var onlyMine = PosixFilePermissions.fromString("rwx------");
    Path runtime =
        Files.createDirectory(
            children.folder().resolve("run"), PosixFilePermissions.asFileAttribute(onlyMine));
    Process process =
        new ProcessBuilder(
                "sh", script.toString(), children.folder().toString(), runtime.toString())
            .redirectError(Redirect.DISCARD)
            .redirectOutput(Redirect.DISCARD)
            .start();
    UserManager manager = new UserManager(children, runtime, process);
    try {
      manager.awaitReady();
      return manager;
    } catch (IOException e) {
      manager.close();
      throw e;
    }
  }

  private void awaitReady() throws IOException {
    long end = System.nanoTime() + LIMIT_NANOS;
    while (systemctl("show-environment").status() != 0) {
      if (!process.isAlive() || System.nanoTime() > end) {
        throw new IOException(
            "no systemd user manager of its own: that takes root, systemd and cgroups of version 1");
      }
      Waits.pause(LOOK_AGAIN_MILLIS);
    }
  }

  /// Runs a command in the manager's environment.
  ///
  /// @return what it printed
  /// @throws IOException when it fails
  String run(List<String> command) throws IOException {
    Ended ended = ended(command);
    if (ended.status() != 0) {
      throw new IOException(
          "`%s` exits with %d".formatted(String.join(" ", command), ended.status()));
    }
    return ended.out();
  }

  /// The process of the daemon; 0 when none runs.
  long pid() throws IOException {
    Ended shown = systemctl("show", SERVICE, "--property=MainPID", "--value");
    try {
      return Long.parseLong(shown.out().strip());
    } catch (NumberFormatException e) {
      throw new IOException("systemctl says no process id of " + SERVICE + ": " + shown.out(), e);
    }
  }

  /// Waits until the daemon is another process.
  void awaitOtherThan(long pid) throws IOException {
    long end = System.nanoTime() + LIMIT_NANOS;
    for (long now = pid(); now == 0 || now == pid; now = pid()) {
      if (System.nanoTime() > end) {
        throw new IOException("systemd starts no other daemon");
      }
      Waits.pause(LOOK_AGAIN_MILLIS);
    }
  }

  private record Ended(int status, String out) {}

  private Ended systemctl(String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of("systemctl", "--user"));
    command.addAll(List.of(words));
    return ended(command);
  }

  private Ended ended(List<String> words) throws IOException {
    List<String> command = new ArrayList<>(List.of("env", VARIABLE + runtime));
    command.addAll(words);
    Process child = children.start(command);
    var guard = Waits.guard(child::destroyForcibly);
    try {
      String out = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      Waits.join(child.onExit(), "the end of " + words.getFirst());
      return new Ended(child.exitValue(), out);
    } finally {
      guard.cancel(false);
      children.kill(child);
    }
  }

  @Override
  public void close() throws IOException {
    Runtime.getRuntime().removeShutdownHook(hook);
    if (process.isAlive()) {
      systemctl("exit");
      Waits.join(process.onExit(), "the end of the user manager");
    }
  }
}
