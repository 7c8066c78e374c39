package dev.ridethrough.chaos.failure;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/// A hash over classes, by their names: the same for the same code, whenever it was packed. What
/// was compiled by another compiler is other code.
public final class CodeDigest {
  /// Enough to tell builds apart, short enough to be compared by eye.
  private static final int SHOWN_BYTES = 6;

  private static final String UNKNOWN = "?";

  private CodeDigest() {}

  /// Of a jar or a folder of classes; `?` when it can't be read.
  public static String of(Path classes) {
    try {
      if (Files.isDirectory(classes)) {
        return ofTree(classes);
      }
      try (FileSystem jar = FileSystems.newFileSystem(classes)) {
        return ofTree(jar.getPath("/"));
      }
    } catch (IOException | RuntimeException e) {
      return UNKNOWN;
    }
  }

  private static String ofTree(Path root) throws IOException {
    MessageDigest digest = sha256();
    for (Path file : classes(root)) {
      digest.update((root.relativize(file) + "\n").getBytes(UTF_8));
      digest.update(Files.readAllBytes(file));
    }
    return HexFormat.of().formatHex(digest.digest(), 0, SHOWN_BYTES);
  }

  private static List<Path> classes(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(it -> it.toString().endsWith(".class"))
          .sorted(Comparator.comparing(Path::toString))
          .toList();
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
