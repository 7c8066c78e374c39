package dev.ridethrough.update;

import dev.ridethrough.wire.Text;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/// A tar.gz with one folder in it. All of it is hostile: a checksum that came by the same way
/// proves nothing but that it came whole.
///
/// @param sum what its SHA-256 has to be
record ArchiveSource(Path archive, String sum) implements Source {
  private static final int BUFFER = 64 * 1024;
  private static final int SET_ID = 06000;
  private static final int EXECUTABLE = 0100;

  @Override
  public String digest() throws UpdateException {
    String found;
    try {
      found = Checksum.of(archive);
    } catch (IOException e) {
      throw UpdateException.of("read", archive, e);
    }
    check(found);
    return found;
  }

  private void check(String found) throws UpdateException {
    if (!found.equals(sum)) {
      throw new UpdateException(
          "%s is not what its checksum says (it is %s, not %s): it was cut, changed, or the checksum belongs to another file. Fetch both again."
              .formatted(archive, found, sum));
    }
  }

  @Override
  public void into(Path folder) throws UpdateException {
    Map<Path, String> links = new LinkedHashMap<>();
    MessageDigest digest = Checksum.digest();
    try (var bytes = new DigestInputStream(Files.newInputStream(archive), digest);
        var file = new BufferedInputStream(bytes, BUFFER);
        var unpacked = new HeaderBound(new GZIPInputStream(file, BUFFER));
        var tar = new TarArchiveInputStream(unpacked)) {
      Bounds bounds = new Bounds(archive);
      Names names = new Names(archive, folder);
      unpacked.header();
      for (TarArchiveEntry it = tar.getNextEntry(); it != null; it = tar.getNextEntry()) {
        bounds.entry(it.getName());
        Path path = names.inside(it.getName());
        if (it.isSymbolicLink()) {
          if (path.equals(folder) || links.put(path, it.getLinkName()) != null) {
            throw refused("it has a link in the place of another entry");
          }
        } else if (!path.equals(folder)) { // the one folder that all is in
          unpacked.text();
          put(it, tar, path, bounds);
          unpacked.header();
        }
      }
      file.transferTo(OutputStream.nullOutputStream());
      check(Checksum.hex(digest)); // somebody may have swapped it since it was looked at
      link(links, folder);
      if (!Files.isRegularFile(folder.resolve(Version.LAUNCHER))) {
        throw refused("it has no " + Version.LAUNCHER);
      }
    } catch (FileAlreadyExistsException e) {
      throw refused("it has " + e.getFile() + " twice");
    } catch (InvalidPathException e) {
      throw refused("it has a name that can't be one here");
    } catch (IOException | IllegalArgumentException e) {
      throw UpdateException.of("unpack", archive, e);
    }
  }

  private void put(TarArchiveEntry entry, TarArchiveInputStream tar, Path path, Bounds bounds)
      throws IOException, UpdateException {
    if (entry.isDirectory()) {
      Files.createDirectories(path);
      return;
    }
    boolean plain =
        entry.getLinkFlag() == TarConstants.LF_NORMAL
            || entry.getLinkFlag() == TarConstants.LF_OLDNORM;
    if (!plain || (entry.getMode() & SET_ID) != 0) {
      throw refused(
          "%s is neither a plain file nor a folder nor a link".formatted(entry.getName()));
    }
    Files.createDirectories(path.getParent());
    try (OutputStream out =
        Files.newOutputStream(path, StandardOpenOption.CREATE_NEW, LinkOption.NOFOLLOW_LINKS)) {
      byte[] buffer = new byte[BUFFER];
      for (int n = tar.read(buffer); n >= 0; n = tar.read(buffer)) {
        bounds.bytes(n);
        out.write(buffer, 0, n);
      }
    }
    String mode = (entry.getMode() & EXECUTABLE) != 0 ? "rwxr-xr-x" : "rw-r--r--";
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    Files.setLastModifiedTime(path, FileTime.from(entry.getLastModifiedTime().toInstant()));
  }

  /// When all files are there: so none is ever written through a link. No link is made through
  /// another one either. Where they really lead is looked at only then, for one may lead through
  /// another.
  private void link(Map<Path, String> links, Path folder) throws IOException, UpdateException {
    for (var link : links.entrySet()) {
      for (Path up = link.getKey().getParent();
          up != null && up.startsWith(folder);
          up = up.getParent()) {
        if (links.containsKey(up)) {
          throw refused("the link %s is in a folder that is a link".formatted(link.getKey()));
        }
      }
    }
    for (var link : links.entrySet()) {
      Files.createDirectories(link.getKey().getParent());
      Files.createSymbolicLink(link.getKey(), Path.of(link.getValue()));
    }
    Path root = folder.toRealPath();
    for (var link : links.entrySet()) {
      if (!Links.stays(folder, link.getKey(), Path.of(link.getValue()))
          || !Files.exists(link.getKey())
          || !link.getKey().toRealPath().startsWith(root)) {
        throw refused("the link %s leads outside of it, or nowhere".formatted(link.getValue()));
      }
    }
  }

  private UpdateException refused(String why) {
    return new UpdateException(
        "%s is no release of this program: %s. Nothing was installed."
            .formatted(archive, Text.printable(why)));
  }
}
