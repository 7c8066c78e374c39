package dev.ridethrough.update;

import static org.apache.commons.compress.archivers.tar.TarConstants.LF_CHR;
import static org.apache.commons.compress.archivers.tar.TarConstants.LF_FIFO;
import static org.apache.commons.compress.archivers.tar.TarConstants.LF_LINK;
import static org.apache.commons.compress.archivers.tar.TarConstants.LF_NORMAL;
import static org.apache.commons.compress.archivers.tar.TarConstants.LF_SYMLINK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ridethrough.service.Desk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Archives, most of them hostile.
class ArchiveTest {
  private static final int FILE = 0100644;
  private static final long TIME = 1_700_000_000_000L;

  @TempDir private Path room;
  private Desk desk;
  private Builds builds;
  private Path archive;

  @BeforeEach
  void sitDown() throws IOException {
    desk = new Desk(room);
    builds = new Builds(room);
    archive = room.resolve("release.tar.gz");
  }

  record Entry(String name, byte type, int mode, String text) {}

  private static Entry file(String name) {
    return new Entry(name, LF_NORMAL, FILE, "text");
  }

  private static Entry link(String name, String target) {
    return new Entry(name, LF_SYMLINK, 0120777, target);
  }

  private void pack(List<Entry> entries) throws IOException {
    try (var tar =
        new TarArchiveOutputStream(new GZIPOutputStream(Files.newOutputStream(archive)))) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      Path launcher = builds.release("1.0").resolve("bin/ridethrough");
      put(tar, new Entry("top/bin/ridethrough", LF_NORMAL, 0100755, Files.readString(launcher)));
      put(tar, new Entry("top/lib/deep/file", LF_NORMAL, FILE, "1.0"));
      for (Entry entry : entries) {
        put(tar, entry);
      }
    }
    seal();
  }

  private static void put(TarArchiveOutputStream tar, Entry entry) throws IOException {
    TarArchiveEntry header = new TarArchiveEntry(entry.name, entry.type, true);
    header.setMode(entry.mode);
    header.setModTime(TIME);
    boolean plain = entry.type == LF_NORMAL;
    byte[] text = entry.text.getBytes(StandardCharsets.UTF_8);
    if (plain) {
      header.setSize(text.length);
    } else {
      header.setLinkName(entry.text);
    }
    tar.putArchiveEntry(header);
    if (plain) {
      tar.write(text);
    }
    tar.closeArchiveEntry();
  }

  private void seal() throws IOException {
    Files.writeString(
        archive.resolveSibling(archive.getFileName() + ".sha256"),
        Checksum.of(archive) + "  release.tar.gz\n");
  }

  private int update(String... more) {
    String[] words = new String[5 + more.length];
    List.of("update", "--prefix", builds.prefix().toString(), "--from", archive.toString())
        .toArray(words);
    System.arraycopy(more, 0, words, 5, more.length);
    return desk.run(words);
  }

  @Test
  void aReleaseIsUnpackedWithItsModesAndTimesAndItsOwnLinks() throws IOException {
    pack(
        List.of(link("top/lib/other", "deep/file"), file("./top/lib/" + "long/".repeat(40) + "x")));
    assertThat(update()).as(desk.said()).isZero();
    Path current = builds.prefix().resolve("current");
    assertThat(builds.installed()).isEqualTo("1.0");
    assertThat(Files.isExecutable(current.resolve("bin/ridethrough"))).isTrue();
    assertThat(current.resolve("lib/other")).hasContent("1.0");
    assertThat(Files.getLastModifiedTime(current.resolve("lib/deep/file")).toMillis())
        .isEqualTo(TIME);
  }

  static List<Arguments> hostile() {
    return List.of(
        Arguments.of("a name with ..", List.of(file("top/../../evil"))),
        Arguments.of("an absolute name", List.of(file("/tmp/evil"))),
        Arguments.of("a second folder", List.of(file("evil/x"))),
        Arguments.of("a link to a path", List.of(link("top/evil", "/etc/passwd"))),
        Arguments.of("a link out of it", List.of(link("top/evil", "../../../user"))),
        Arguments.of(
            "a link out of it and back in by the name that it has meanwhile",
            List.of(link("top/evil", "../.incoming/lib/deep/file"))),
        Arguments.of("a link to nothing", List.of(link("top/evil", "nothing"))),
        Arguments.of(
            "a link by way of a link",
            List.of(link("top/a", "lib/deep/.."), link("top/evil", "a/../../../../user"))),
        Arguments.of(
            "a file through a link", List.of(link("top/a", "../../.."), file("top/a/evil"))),
        Arguments.of("a hard link", List.of(new Entry("top/evil", LF_LINK, FILE, "/etc/passwd"))),
        Arguments.of("a pipe", List.of(new Entry("top/evil", LF_FIFO, FILE, ""))),
        Arguments.of("a device", List.of(new Entry("top/evil", LF_CHR, FILE, ""))),
        Arguments.of("setuid", List.of(new Entry("top/evil", LF_NORMAL, 0104755, "text"))),
        Arguments.of("one twice", List.of(file("top/evil"), file("top/evil"))),
        Arguments.of("a folder over a file", List.of(file("top/evil"), file("top/evil/x"))),
        Arguments.of("a launcher twice", List.of(file("top/bin/ridethrough"))),
        Arguments.of("a name of 2,000", List.of(file("top/" + "evil/".repeat(400) + "x"))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void hostile(String what, List<Entry> entries) throws IOException {
    pack(entries);
    assertThat(update()).as(what).isEqualTo(1);
    assertThat(desk.said()).doesNotContain("Exception", "\tat ");
    assertThat(builds.versions()).isEmpty();
    assertThat(builds.installed()).isEmpty();
    assertThat(builds.calls()).isEmpty();
    try (var left = Files.walk(room)) {
      assertThat(left.map(it -> it.getFileName().toString())).doesNotContain("evil");
    }
  }

  @Test
  void aNameInAnArchiveCanNotWriteALineOfItsOwn() throws IOException {
    pack(List.of(new Entry("top/evil\ninstalled: all is well", LF_LINK, FILE, "x")));
    assertThat(update()).isEqualTo(1);
    assertThat(desk.said().lines()).noneMatch(it -> it.startsWith("installed: all is well"));
  }

  @Test
  void tooManyFilesAreRefused() throws IOException {
    pack(java.util.stream.IntStream.range(0, 20_001).mapToObj(it -> file("top/" + it)).toList());
    assertThat(update()).isEqualTo(1);
    assertThat(desk.said()).contains("more than 20,000 files");
    assertThat(builds.versions()).isEmpty();
  }

  @Test
  void whatWasChangedAfterItsChecksumIsRefusedBeforeItIsUnpacked() throws IOException {
    pack(List.of());
    Files.write(archive, new byte[1], java.nio.file.StandardOpenOption.APPEND);
    assertThat(update()).isEqualTo(1);
    assertThat(desk.said()).contains("is not what its checksum says", "Fetch both again");
    assertThat(update("--sha256", Checksum.of(archive))).as("it is vouched for").isZero();
  }

  @Test
  void withoutAChecksumNothingIsInstalled() throws IOException {
    pack(List.of());
    Files.delete(room.resolve("release.tar.gz.sha256"));
    assertThat(update()).isEqualTo(1);
    assertThat(desk.said()).contains("only installed with its checksum");
    assertThat(update("--sha256", "abc")).isEqualTo(1);
    assertThat(desk.said()).contains("64 hexadecimal digits");
  }

  @Test
  void whatIsNoArchiveIsRefused() throws IOException {
    Files.writeString(archive, "no archive");
    seal();
    assertThat(update()).isEqualTo(1);
    assertThat(desk.said()).contains("can't unpack " + archive).doesNotContain("Exception");
  }

  @Test
  void anArchiveThatWasCutIsRefused() throws IOException {
    pack(List.of(file("top/" + "x".repeat(50))));
    byte[] all = Files.readAllBytes(archive);
    Files.write(archive, java.util.Arrays.copyOf(all, all.length / 2));
    seal();
    assertThat(update()).isEqualTo(1);
    assertThat(builds.versions()).isEmpty();
  }

  /// Whoever may write where it is could else swap it after it was looked at.
  @Test
  void whatIsUnpackedIsWhatItsChecksumIsOf() throws Exception {
    pack(List.of());
    ArchiveSource source = new ArchiveSource(archive, Checksum.of(archive));
    source.digest();
    pack(List.of(file("top/evil")));
    Path into = Files.createDirectory(room.resolve("into"));
    assertThatThrownBy(() -> source.into(into))
        .isInstanceOf(UpdateException.class)
        .hasMessageContaining("is not what its checksum says");
  }

  @Test
  void anArchiveWithoutAProgramIsNamed() throws IOException {
    try (var tar =
        new TarArchiveOutputStream(new GZIPOutputStream(Files.newOutputStream(archive)))) {
      put(tar, file("top/readme"));
    }
    seal();
    assertThat(update()).isEqualTo(1);
    assertThat(desk.said()).contains(archive + " is no release of this program: it has no bin/");
  }

  @Test
  void anEmptyFileIsToldAsSuch() throws IOException {
    Files.createFile(archive);
    seal();
    assertThat(update()).isEqualTo(1);
    assertThat(desk.said()).contains("can't unpack " + archive).doesNotContain("null");
  }

  @Test
  void aFileThatIsNoChecksumIsNamed() throws IOException {
    pack(List.of());
    Path sum = Files.writeString(room.resolve("release.tar.gz.sha256"), "<html>");
    assertThat(update()).isEqualTo(1);
    assertThat(desk.said()).contains(sum + " holds no SHA-256 checksum", "--sha256 HEX");
  }
}
