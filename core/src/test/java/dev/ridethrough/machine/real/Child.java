package dev.ridethrough.machine.real;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/// A Java process that runs a command of [ChildMain].
final class Child implements AutoCloseable {
  private static final List<String> JVM =
      List.of(
          Path.of(System.getProperty("java.home"), "bin", "java").toString(),
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
          "--enable-native-access=ALL-UNNAMED");

  final Process process;
  private final BufferedReader out;
  private final BufferedReader err;

  private Child(List<String> command) {
    try {
      process = new ProcessBuilder(command).start();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    out = process.inputReader(UTF_8);
    err = process.errorReader(UTF_8);
  }

  static Child start(String... arguments) {
    return new Child(command(List.of(), System.getProperty("java.class.path"), arguments));
  }

  static Child startWith(List<String> options, String... arguments) {
    return new Child(command(options, System.getProperty("java.class.path"), arguments));
  }

  /// With `setup` run by the shell before, such as `ulimit -n 60`.
  static Child startAfter(String setup, String... arguments) {
    var command = new ArrayList<>(List.of("sh", "-c", setup + "; exec \"$@\"", "sh"));
    command.addAll(command(List.of(), System.getProperty("java.class.path"), arguments));
    return new Child(command);
  }

  /// As a user whom permissions bind. Root has to become somebody else, who can't read the class
  /// path of root.
  ///
  /// @param room where the classes are copied to; everybody may enter it afterwards
  static Child startUnprivileged(Path room, String... arguments) throws IOException {
    if (new RealMachine().self().uid() != 0) {
      return start(arguments);
    }
    Files.setPosixFilePermissions(room, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path classes = room.resolve("classes");
    copy(RealMachine.class, classes);
    copy(Child.class, classes);
    var command =
        new ArrayList<>(
            List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--"));
    command.addAll(command(List.of(), classes.toString(), arguments));
    return new Child(command);
  }

  private static void copy(Class<?> of, Path to) throws IOException {
    Path from = Path.of(of.getProtectionDomain().getCodeSource().getLocation().getPath());
    try (var found = Files.walk(from.resolve("dev/ridethrough/machine"))) {
      for (Path file : found.filter(Files::isRegularFile).toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        if (!Files.exists(copy)) {
          Files.copy(file, copy);
        }
      }
    }
  }

  private static List<String> command(List<String> options, String classPath, String... arguments) {
    var command = new ArrayList<>(JVM);
    command.addAll(options);
    command.addAll(List.of("-cp", classPath, ChildMain.class.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  /// The next line on standard output, or what it complained of.
  String line() throws IOException {
    String line = out.readLine();
    return line != null ? line : "ended, with on its standard error: " + err.readAllAsString();
  }

  String errorLine() throws IOException {
    return err.readLine();
  }

  void send(String line) throws IOException {
    process.getOutputStream().write((line + "\n").getBytes(UTF_8));
    process.getOutputStream().flush();
  }

  void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  /// Not by [Process#destroyForcibly], which throws away what the child has said last.
  void kill() throws IOException, InterruptedException {
    signal("KILL");
    process.waitFor();
  }

  int end() throws IOException, InterruptedException {
    process.getOutputStream().close();
    return process.waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
