package dev.ridethrough.update;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Where another version comes from.
public sealed interface Source permits FolderSource, ArchiveSource {
  /// What was given: a folder as `mvn package` makes it, or an archive with its checksum.
  ///
  /// @param sha256 of the archive; null when it is beside it
  /// @throws UpdateException when it is neither
  static Source of(Path given, @Nullable String sha256) throws UpdateException {
    if (Files.isDirectory(given)) {
      if (sha256 != null) {
        throw new UpdateException("--sha256 is for an archive; " + given + " is a folder.");
      }
      return FolderSource.at(given);
    }
    if (Files.isRegularFile(given)) {
      String sum = sha256 == null ? Checksum.beside(given) : Checksum.parse("--sha256", sha256);
      return new ArchiveSource(given, sum);
    }
    boolean missing = Files.notExists(given, LinkOption.NOFOLLOW_LINKS);
    throw new UpdateException(
        missing
            ? given + " does not exist: give the folder or the tar.gz of a release."
            : given
                + " is neither a folder nor a file: give the folder or the tar.gz of a release.");
  }

  /// What tells it from any other build: 64 hexadecimal digits.
  ///
  /// @throws UpdateException when it can't be read, or is not what its checksum says
  String digest() throws UpdateException;

  /// Puts its files into an empty folder.
  ///
  /// @throws UpdateException when it holds anything that does not belong into a release
  void into(Path folder) throws UpdateException;
}
