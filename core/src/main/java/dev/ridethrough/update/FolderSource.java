package dev.ridethrough.update;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A folder. Links in it that lead to files elsewhere are followed: what is installed needs nothing
/// but itself.
record FolderSource(Path folder) implements Source {
  /// The folder that is given, or that a link there leads to.
  static FolderSource at(Path given) throws UpdateException {
    try {
      return new FolderSource(given.toRealPath());
    } catch (IOException e) {
      throw UpdateException.of("read", given, e);
    }
  }

  @Override
  public String digest() throws UpdateException {
    MessageDigest digest = Checksum.digest();
    try {
      for (Path path : files()) {
        digest.update(
            (folder.relativize(path) + "\0").getBytes(java.nio.charset.StandardCharsets.UTF_8));
        if (Files.isRegularFile(path)) {
          Checksum.add(digest, path);
        }
      }
      return Checksum.hex(digest);
    } catch (IOException e) {
      throw UpdateException.of("read", folder, e);
    }
  }

  @Override
  public void into(Path to) throws UpdateException {
    try {
      for (Path path : files()) {
        copy(path, to.resolve(folder.relativize(path)));
      }
    } catch (IOException e) {
      throw UpdateException.of("copy", folder, e);
    }
  }

  /// Each of them counts before any is read: what was given may be anything.
  private List<Path> files() throws IOException, UpdateException {
    if (!Files.isRegularFile(folder.resolve(Version.LAUNCHER))) {
      throw new UpdateException(
          "%s is no release of this program: it has no %s.".formatted(folder, Version.LAUNCHER));
    }
    Bounds bounds = new Bounds(folder);
    List<Path> files = new ArrayList<>();
    try (Stream<Path> found = Files.walk(folder)) {
      for (Path path : (Iterable<Path>) found::iterator) {
        bounds.entry(folder.relativize(path).toString());
        bounds.bytes(Files.isRegularFile(path) ? Files.size(path) : 0);
        files.add(path);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return files.stream().filter(it -> !it.equals(folder)).sorted().toList();
  }

  private void copy(Path from, Path to) throws IOException, UpdateException {
    if (Files.isSymbolicLink(from) && isInside(from)) {
      Files.createSymbolicLink(to, Files.readSymbolicLink(from));
    } else if (Files.isDirectory(from, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectory(to);
    } else if (Files.isRegularFile(from)) {
      Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
      String mode = Files.isExecutable(from) ? "rwxr-xr-x" : "rw-r--r--";
      Files.setPosixFilePermissions(to, PosixFilePermissions.fromString(mode));
    } else {
      throw new UpdateException(
          from
              + " is neither a file nor a folder, so "
              + folder
              + " is no release of this program.");
    }
  }

  private boolean isInside(Path link) throws IOException {
    return Links.stays(folder, link, Files.readSymbolicLink(link))
        && link.toRealPath().startsWith(folder.toRealPath());
  }
}
