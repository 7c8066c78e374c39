package dev.ridethrough.chaos.world.container;

import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Volume;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What of this machine is in a container, at the same paths: so the start-up caches fit.
final class Mounts {
  private static final Path SYSTEM = Path.of("/usr");

  private Mounts() {}

  /// All that the command needs, to be read only: programs, java, the app, the harness's classes.
  static List<Bind> of(List<String> command) throws IOException {
    Set<Path> folders = new LinkedHashSet<>();
    folders.add(SYSTEM);
    Images.unmerged().forEach(it -> folders.add(Path.of(it)));
    Path java = Path.of(command.getFirst());
    add(folders, java.resolveSibling(".."));
    for (String word : command) {
      if (word.startsWith("@")) {
        add(folders, Path.of(word.substring(1)).resolveSibling(""));
        add(folders, Path.of(word.substring(1)).toRealPath().resolveSibling(""));
      }
    }
    for (String entry : classPath(command).split(File.pathSeparator, -1)) {
      Path file = Path.of(entry);
      add(folders, Files.isDirectory(file) ? file : file.resolveSibling(""));
      add(folders, Files.isDirectory(file) ? file : file.toRealPath().resolveSibling(""));
    }
    List<Bind> binds = new ArrayList<>();
    folders.forEach(it -> binds.add(readOnly(it)));
    return binds;
  }

  private static void add(Set<Path> folders, Path folder) throws IOException {
    Path absolute = folder.toAbsolutePath().normalize();
    if (Files.exists(absolute) && !absolute.startsWith(SYSTEM)) {
      folders.add(absolute);
    }
    Path real = absolute.toRealPath();
    if (!real.startsWith(SYSTEM)) {
      folders.add(real);
    }
  }

  static String classPath(List<String> command) {
    return command.get(command.indexOf("-cp") + 1);
  }

  /// The jar of the core in a command's class path.
  static Path core(List<String> command) throws IOException {
    for (String entry : classPath(command).split(File.pathSeparator, -1)) {
      if (entry.endsWith("ridethrough-core.jar")) {
        return Path.of(entry);
      }
    }
    throw new IOException("there is no core in the class path " + classPath(command));
  }

  /// The same command, for the core of the other image; start-up caches don't fit that.
  static List<String> withOtherCore(List<String> command) throws IOException {
    String core = core(command).toString();
    return command.stream()
        .filter(it -> !it.startsWith("-XX:AOTCache="))
        .map(it -> it.replace(core, Images.CORE))
        .toList();
  }

  static Bind writable(Path folder) {
    return new Bind(folder.toString(), new Volume(folder.toString()), AccessMode.rw);
  }

  static Bind readOnly(Path folder) {
    return new Bind(folder.toString(), new Volume(folder.toString()), AccessMode.ro);
  }
}
