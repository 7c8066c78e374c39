package dev.ridethrough.chaos.world.sim.conformance;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/// What the children run, in jars that everybody may read: other users can't look into our folders,
/// and a process without a free descriptor can't load a class from a folder.
record Software(Path temporary, Path cache, String classPath) {
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  private static final List<String> OPTIONS =
      List.of(
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-Xmx64m",
          "-XX:-UsePerfData",
          "-XX:-UseContainerSupport", // it opens the cgroup's files whenever it likes
          "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
          "--enable-native-access=ALL-UNNAMED");

  private static final List<String> PACKAGES =
      List.of("dev/ridethrough/machine", "dev/ridethrough/chaos/world/sim/conformance");

  /// @param room that everybody may enter
  static Software in(Path room) throws IOException {
    List<String> jars = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path from = Path.of(entry);
      Path jar = room.resolve(jars.size() + ".jar");
      if (Files.isDirectory(from)) {
        pack(from, jar);
        jars.add(jar.toString());
      } else if (isNeeded(from.getFileName().toString())) {
        jars.add(Files.copy(from, jar).toString());
      }
    }
    Path temporary = Files.createDirectory(room.resolve("tmp"));
    Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxrwxrwx"));
    Path cache = room.resolve("cache.aot");
    Software software = new Software(temporary, cache, String.join(File.pathSeparator, jars));
    software.train();
    return software;
  }

  /// Lets a child rehearse and end, for the JDK's cache of what it then has loaded: with it a start
  /// costs half.
  private void train() throws IOException {
    List<String> command = command(Cast.HERE.us(), "-XX:AOTCacheOutput=" + cache);
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    process.getOutputStream().close();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isNeeded(String jar) {
    return jar.startsWith("junixsocket-") || jar.startsWith("ridethrough-");
  }

  private static void pack(Path classes, Path to) throws IOException {
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(to))) {
      for (String name : PACKAGES) {
        if (Files.isDirectory(classes.resolve(name))) {
          pack(classes, name, jar);
        }
      }
    }
  }

  private static void pack(Path classes, String name, JarOutputStream jar) throws IOException {
    try (Stream<Path> found = Files.walk(classes.resolve(name))) {
      for (Path file : found.filter(Files::isRegularFile).toList()) {
        jar.putNextEntry(new JarEntry(classes.relativize(file).toString()));
        Files.copy(file, jar);
      }
    }
  }

  /// The command that starts a child as a user.
  List<String> command(int user) {
    return command(user, "-XX:AOTCache=" + cache);
  }

  private List<String> command(int user, String caching) {
    List<String> command = new ArrayList<>(List.of("sh", "-c", "umask 022; exec \"$@\"", "sh"));
    if (user != Cast.HERE.us()) {
      String id = Integer.toString(user);
      command.addAll(List.of("setpriv", "--reuid=" + id, "--regid=" + id, "--clear-groups", "--"));
    }
    command.add(JAVA);
    command.addAll(OPTIONS);
    command.add(caching);
    command.add("-Djava.io.tmpdir=" + temporary);
    command.addAll(List.of("-cp", classPath, ChildMain.class.getName(), temporary.toString()));
    return command;
  }
}
