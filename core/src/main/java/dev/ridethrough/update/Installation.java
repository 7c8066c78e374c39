package dev.ridethrough.update;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Where versions are installed: `versions/NAME`, whole ones only, and the links `current` and
/// `previous`. What has another form there is left over from an update that was cut.
final class Installation {
  private static final String VERSIONS = "versions";
  private static final String INCOMING = ".incoming";
  private static final String NEW = ".new";

  private final Path prefix;

  /// @param prefix an absolute path
  Installation(Path prefix) {
    this.prefix = prefix;
  }

  Path prefix() {
    return prefix;
  }

  /// What a unit names: its path stays, whatever version is installed.
  Path launcher() {
    return prefix.resolve("current").resolve(Version.LAUNCHER);
  }

  Path versions() {
    return prefix.resolve(VERSIONS);
  }

  private Path incoming() {
    return versions().resolve(INCOMING);
  }

  /// An empty folder for a version that is not whole yet.
  Path begin() throws UpdateException {
    try {
      return Files.createDirectory(incoming());
    } catch (IOException e) {
      throw UpdateException.of("create", incoming(), e);
    }
  }

  /// Makes what came in a version of that name, once it is on the disk.
  Version finish(String name) throws UpdateException {
    Path folder = versions().resolve(name);
    try {
      sync(incoming());
      Files.move(incoming(), folder, StandardCopyOption.ATOMIC_MOVE);
      force(versions());
      return new Version(folder);
    } catch (IOException e) {
      throw UpdateException.of("install", folder, e);
    }
  }

  /// Removes what an update that was cut has left.
  void clean() throws UpdateException {
    try {
      Files.createDirectories(versions());
      delete(incoming());
      for (String link : List.of("current", "previous")) {
        Files.deleteIfExists(prefix.resolve(link + NEW));
      }
    } catch (IOException e) {
      throw UpdateException.of("clean", prefix, e);
    }
  }

  /// The version of that name; null when it is not there, or the name is none.
  @Nullable Version version(String name) {
    Path folder = versions().resolve(name).normalize();
    boolean is = versions().equals(folder.getParent()) && Files.isDirectory(folder);
    return is ? new Version(folder) : null;
  }

  /// All that are installed.
  List<Version> all() throws UpdateException {
    try (Stream<Path> found = Files.list(versions())) {
      return found
          .filter(it -> !it.endsWith(INCOMING) && Files.isDirectory(it, LinkOption.NOFOLLOW_LINKS))
          .sorted()
          .map(Version::new)
          .toList();
    } catch (IOException e) {
      throw UpdateException.of("list", versions(), e);
    }
  }

  @Nullable Version current() {
    return at("current");
  }

  @Nullable Version previous() {
    return at("previous");
  }

  private @Nullable Version at(String link) {
    try {
      Path path = prefix.resolve(link);
      Version named = version(String.valueOf(Files.readSymbolicLink(path).getFileName()));
      return named != null && Files.isSameFile(path, named.folder()) ? named : null;
    } catch (IOException e) {
      return null; // none, or nothing that we made
    }
  }

  /// What somebody else put into the place of a link may be all that serves.
  void refuseForeign() throws UpdateException {
    for (String link : List.of("current", "previous")) {
      Path path = prefix.resolve(link);
      if (Files.exists(path) && at(link) == null) {
        throw new UpdateException(
            "%s was put there by hand: it leads to none of %s. Move it away, then try again; nothing was changed."
                .formatted(path, versions()));
      }
    }
  }

  /// Lets the link lead to that version: whoever follows it meanwhile comes to the old one or to
  /// this.
  void swap(String link, @Nullable Version to) throws UpdateException {
    Path path = prefix.resolve(link);
    try {
      if (to == null) {
        Files.deleteIfExists(path);
      } else {
        Path temporary = prefix.resolve(link + NEW);
        Files.deleteIfExists(temporary);
        Files.createSymbolicLink(temporary, Path.of(VERSIONS, to.name()));
        Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
      }
      force(prefix);
    } catch (IOException e) {
      throw UpdateException.of("replace", path, e);
    }
  }

  /// Deletes a version. Under a temporary name first: half of one must not look like one.
  void remove(Version version) throws UpdateException {
    try {
      Files.move(version.folder(), incoming(), StandardCopyOption.ATOMIC_MOVE);
      delete(incoming());
    } catch (IOException e) {
      throw UpdateException.of("delete", version.folder(), e);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> found = Files.walk(folder)) {
      for (Path path : found.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (NoSuchFileException e) {
      // nothing to delete
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /// A rename may come to the disk before what it renames.
  private static void sync(Path folder) throws IOException {
    try (Stream<Path> found = Files.walk(folder)) {
      for (Path path : found.filter(it -> !Files.isSymbolicLink(it)).toList()) {
        force(path);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  static void force(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
