package dev.ridethrough.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The app as it was packaged, with a HOME of its own. Ends all that it started.
final class App implements AutoCloseable {
  private static final Path FOLDER =
      Path.of(System.getProperty("ridethrough.app", "target/ridethrough"));

  /// Another user than any that runs tests.
  private static final String SOMEBODY = "65534";

  final Path home;
  final Path socket;
  private final Path folder;
  private final List<Child> children = new ArrayList<>();
  private final Map<String, String> environment = new TreeMap<>();

  App(Path home) {
    this(home, FOLDER);
  }

  /// @param folder where this app was unpacked
  App(Path home, Path folder) {
    this.home = home;
    this.folder = folder;
    this.socket = home.resolve(".ridethrough").resolve("daemon.sock");
  }

  /// What is started from now on has this much heap. Only this variable of Java's comes after the
  /// command line.
  App withHeap(String size) {
    environment.put("_JAVA_OPTIONS", "-Xmx" + size);
    return this;
  }

  /// What is started from now on has this variable.
  App withVariable(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /// Starts a daemon that may have so many descriptors open, and waits for nothing.
  Child startDaemonWithDescriptors(int limit) throws IOException {
    List<String> command =
        new ArrayList<>(List.of("sh", "-c", "ulimit -n " + limit + "; exec \"$@\"", "sh"));
    command.addAll(command(folder, "daemon", "run"));
    return run(command);
  }

  /// Starts the app with these arguments.
  Child start(String... arguments) throws IOException {
    return run(command(folder, arguments));
  }

  /// Starts the app with a standard output that nobody reads yet.
  Child startUnread(String... arguments) throws IOException {
    return keep(Child.unread(builder(command(folder, arguments)).start()));
  }

  /// Starts a daemon and waits until it serves.
  Child daemon(String... options) throws IOException {
    return startDaemon(options).says(" serves");
  }

  /// Starts a daemon and waits for nothing.
  Child startDaemon(String... options) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("daemon", "run"));
    arguments.addAll(List.of(options));
    return start(arguments.toArray(String[]::new));
  }

  /// Starts the app in a PID namespace of its own, as process 1; that takes root.
  Child startApart(String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(List.of("unshare", "--pid", "--mount-proc", "--kill-child", "--"));
    command.addAll(command(folder, arguments));
    return run(command);
  }

  /// Starts the app as another user, who may read a copy of it in `room` but nothing in the home.
  Child startAsSomebodyElse(Path room, String... arguments) throws IOException {
    Path copy = room.resolve("app");
    if (Files.notExists(copy)) {
      copy(copy);
    }
    List<String> command = asSomebodyElse();
    command.addAll(command(copy, arguments));
    return run(command);
  }

  /// Starts any command as another user; that takes root.
  Child runAsSomebodyElse(String... words) throws IOException {
    List<String> command = asSomebodyElse();
    command.addAll(List.of(words));
    return run(command);
  }

  private static List<String> asSomebodyElse() {
    return new ArrayList<>(
        List.of("setpriv", "--reuid=" + SOMEBODY, "--regid=" + SOMEBODY, "--clear-groups", "--"));
  }

  /// Without the caches: they are large, and only make it faster.
  private void copy(Path to) throws IOException {
    try (var found = Files.walk(folder)) {
      for (Path from : found.filter(path -> !path.toString().endsWith(".aot")).toList()) {
        Files.copy(from, to.resolve(folder.relativize(from).toString()));
      }
    }
  }

  private static List<String> command(Path folder, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(folder.resolve("bin/ridethrough").toString());
    command.addAll(List.of(arguments));
    return command;
  }

  private Child run(List<String> command) throws IOException {
    return keep(Child.of(builder(command).start()));
  }

  private ProcessBuilder builder(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().put("HOME", home.toString());
    builder.environment().put("PATH", System.getenv("PATH"));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().putAll(environment);
    return builder;
  }

  private Child keep(Child child) {
    children.add(child);
    return child;
  }

  @Override
  public void close() {
    children.forEach(Child::kill);
  }
}
