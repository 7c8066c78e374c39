package dev.ridethrough.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/// The app as it was packaged, with another version in its manifest.
final class Releases {
  private static final Path FOLDER =
      Path.of(System.getProperty("ridethrough.app", "target/ridethrough"));
  private static final String CORE = "lib/ridethrough-core.jar";

  private Releases() {}

  /// Makes one. Without caches: they fit the jars that they were trained with.
  static Path make(Path folder, String version) throws IOException {
    try (var found = Files.walk(FOLDER)) {
      for (Path from : found.sorted(Comparator.naturalOrder()).toList()) {
        Path to = folder.resolve(FOLDER.relativize(from).toString());
        if (from.endsWith(CORE)) {
          stamp(from, to, version);
        } else if (!from.toString().endsWith(".aot")) {
          Files.copy(from, to);
        }
      }
    }
    return folder;
  }

  private static void stamp(Path from, Path to, String version) throws IOException {
    try (JarFile in = new JarFile(from.toFile())) {
      Manifest manifest = in.getManifest();
      manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, version);
      try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(to), manifest)) {
        for (JarEntry entry :
            in.stream().filter(it -> !it.getName().equals(JarFile.MANIFEST_NAME)).toList()) {
          out.putNextEntry(new JarEntry(entry.getName()));
          in.getInputStream(entry).transferTo(out);
        }
      }
    }
  }
}
