package dev.ridethrough.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What was made to do harm while it is unpacked, and what is no release at all.
class HostileSourceTest {
  private static final int BOMB = 64 * 1024 * 1024;
  private static final int BROKEN = 1000;

  @TempDir private Path room;
  private Path into;
  private Path archive;

  @BeforeEach
  void makeRoom() throws IOException {
    into = Files.createDirectory(room.resolve("into"));
    archive = room.resolve("release.tar.gz");
  }

  private void unpack() throws IOException, UpdateException {
    new ArchiveSource(archive, Checksum.of(archive)).into(into);
  }

  private static TarArchiveEntry entry(String name, byte type, long size, String link) {
    TarArchiveEntry entry = new TarArchiveEntry(name, type, true);
    entry.setSize(size);
    entry.setLinkName(link);
    return entry;
  }

  private static void add(TarArchiveOutputStream tar, TarArchiveEntry entry) throws IOException {
    tar.putArchiveEntry(entry);
    byte[] zeros = new byte[64 * 1024];
    for (long left = entry.getSize(); left > 0; left -= zeros.length) {
      tar.write(zeros, 0, (int) Math.min(left, zeros.length));
    }
    tar.closeArchiveEntry();
  }

  private void pack(TarArchiveEntry... entries) throws IOException {
    try (var tar =
        new TarArchiveOutputStream(new GZIPOutputStream(Files.newOutputStream(archive)))) {
      for (TarArchiveEntry entry : entries) {
        add(tar, entry);
      }
    }
  }

  @Test
  void aLinkIsNotMadeThroughAnotherOneThatLeadsOutside() throws IOException {
    Path outside = Files.createDirectory(room.resolve("outside"));
    for (String way : new String[] {outside.toString(), "../outside"}) {
      pack(
          entry("top/a", TarConstants.LF_SYMLINK, 0, way),
          entry("top/a/evil", TarConstants.LF_SYMLINK, 0, "b"));
      assertThatThrownBy(this::unpack)
          .isInstanceOf(UpdateException.class)
          .hasMessageContaining("is in a folder that is a link");
      assertThat(outside).as(way).isEmptyDirectory();
    }
  }

  @Test
  void aLinkInThePlaceOfTheWholeFolderIsRefused() throws IOException {
    pack(entry("top", TarConstants.LF_SYMLINK, 0, "/"));
    assertThatThrownBy(this::unpack).hasMessageContaining("in the place of another entry");
  }

  @Test
  void aNameThatWouldFillTheMemoryIsNotRead() throws IOException {
    pack(entry("././@LongLink", TarConstants.LF_GNUTYPE_LONGNAME, BOMB, ""));
    assertThat(Files.size(archive)).as("a bomb is small").isLessThan(BOMB / 100);
    assertThatThrownBy(this::unpack).hasMessageContaining("more than 1,048,576 bytes");
  }

  @Test
  void whatBelongsToNoFileIsNotReadForHours() throws IOException {
    pack(entry("top/x", TarConstants.LF_SYMLINK, BOMB, "y"));
    assertThatThrownBy(this::unpack).hasMessageContaining("more than 1,048,576 bytes");
  }

  /// Each is what it was but for some bytes, so that most of them come far.
  @Test
  void brokenArchivesAreRefusedAndNothingElseIsThrown() throws IOException {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(whole)) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      add(tar, entry("top/" + "x".repeat(200), TarConstants.LF_NORMAL, 700, ""));
      add(tar, entry("top/a", TarConstants.LF_SYMLINK, 0, "b"));
      add(tar, entry("top/b", TarConstants.LF_NORMAL, 3, ""));
    }
    Random random = new Random(1);
    int refused = 0;
    for (int i = 0; i < BROKEN; i++) {
      byte[] bytes = whole.toByteArray();
      for (int n = random.nextInt(1, 4); n > 0; n--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(archive))) {
        new ByteArrayInputStream(bytes).transferTo(out);
      }
      Path folder = Files.createDirectory(room.resolve("into-" + i));
      try {
        new ArchiveSource(archive, Checksum.of(archive)).into(folder);
      } catch (UpdateException e) {
        refused++;
      }
    }
    assertThat(refused).isBetween(BROKEN / 20, BROKEN - 1);
  }

  @Test
  void anArchiveThatIsExchangedAfterItsChecksumWasLookedAtIsRefused()
      throws IOException, UpdateException {
    pack(entry("top/good", TarConstants.LF_NORMAL, 1, ""));
    ArchiveSource source = new ArchiveSource(archive, Checksum.of(archive));
    assertThat(source.digest()).isEqualTo(source.sum());
    pack(entry("top/evil", TarConstants.LF_NORMAL, 1, ""));
    assertThatThrownBy(() -> source.into(into)).hasMessageContaining("not what its checksum says");
  }

  @Test
  void aFolderThatIsNoReleaseIsNotRead() throws UpdateException {
    Source root = Source.of(Path.of("/"), null);
    assertThatThrownBy(root::digest)
        .hasMessage("/ is no release of this program: it has no bin/ridethrough.");
  }

  @Test
  void aLinkToTheFolderOfAReleaseIsThatRelease() throws IOException, UpdateException {
    Path folder = room.resolve("release");
    Files.createDirectories(folder.resolve("bin"));
    Files.writeString(folder.resolve("bin/ridethrough"), "x");
    Path link = Files.createSymbolicLink(room.resolve("latest"), folder);
    assertThat(Source.of(link, null).digest()).isEqualTo(Source.of(folder, null).digest());
    Source.of(link, null).into(into);
    assertThat(into.resolve("bin/ridethrough")).hasContent("x");
  }
}
