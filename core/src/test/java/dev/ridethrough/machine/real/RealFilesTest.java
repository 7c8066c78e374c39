package dev.ridethrough.machine.real;

import static dev.ridethrough.machine.real.Refusals.errno;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ridethrough.machine.Errno;
import dev.ridethrough.machine.FileStatus;
import dev.ridethrough.machine.FileStatus.Kind;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RealFilesTest {
  private final RealFiles files = new RealFiles();

  @TempDir Path room;

  private Path file() {
    return room.resolve("file");
  }

  @Test
  void statusTellsWhatIsThere() throws Exception {
    Files.createFile(
        file(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    FileStatus status = files.status(file());
    assertThat(status.kind()).isEqualTo(Kind.FILE);
    assertThat(status.mode()).isEqualTo(0600);
    assertThat(status.uid()).isEqualTo(new RealMachine().self().uid());
    Files.createSymbolicLink(room.resolve("link"), file());
    assertThat(files.status(room.resolve("link")).kind()).isEqualTo(Kind.LINK);
    assertThat(files.status(room).kind()).isEqualTo(Kind.DIRECTORY);
    new RealSockets().listen(room.resolve("s"), 1).close();
    assertThat(files.status(room.resolve("s")).kind()).isEqualTo(Kind.SOCKET);
    assertThat(files.status(Path.of("/dev/null")).kind()).isEqualTo(Kind.OTHER);
  }

  @Test
  void statusOfNothingIsMissing() throws Exception {
    Files.createFile(file());
    assertThat(files.status(room.resolve("a"))).isEqualTo(FileStatus.MISSING);
    assertThat(files.status(room.resolve("a/b"))).isEqualTo(FileStatus.MISSING);
    assertThat(files.status(file().resolve("below"))).isEqualTo(FileStatus.MISSING);
  }

  @Test
  void idsTellFilesApart() throws Exception {
    Files.createFile(file());
    Path other = Files.createFile(room.resolve("other"));
    String id = files.status(file()).id();
    assertThat(files.status(other).id()).isNotEqualTo(id);
    files.rename(file(), other);
    assertThat(files.status(other).id()).isEqualTo(id);
  }

  @Test
  void whatMayNotBeLookedAtIsEACCES() throws Exception {
    Path closed = Files.createDirectory(room.resolve("closed"));
    Files.createFile(closed.resolve("file"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
    String inside = closed.resolve("file").toString();
    for (String command : new String[] {"status", "read"}) {
      try (var child = Child.startUnprivileged(room, command, inside)) {
        assertThat(child.line()).as(command).isEqualTo("EACCES");
      }
    }
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"000", "022", "0277"})
  void modesDoNotDependOnTheUmask(String umask) throws Exception {
    try (var child = Child.startAfter("umask " + umask, "modes", room.toString())) {
      assertThat(child.line()).isEqualTo("DONE");
      assertThat(files.status(room.resolve("a")).mode()).isEqualTo(0700);
      assertThat(files.status(room.resolve("a/b")).mode()).isEqualTo(0700);
      for (String name : new String[] {"lock", "socket", "store", "store-wal", "store-shm"}) {
        assertThat(files.status(room.resolve("a/b").resolve(name)).mode()).as(name).isEqualTo(0600);
      }
    }
  }

  @Test
  void createDirectoryLeavesWhatExistsAlone() throws Exception {
    Path there = Files.createDirectory(room.resolve("there"));
    Files.setPosixFilePermissions(there, PosixFilePermissions.fromString("rwxr-xr-x"));
    files.createDirectory(there);
    assertThat(files.status(there).mode()).isEqualTo(0755);
    Files.createFile(file());
    assertThat(errno(() -> files.createDirectory(file()))).isEqualTo(Errno.EEXIST);
    assertThat(errno(() -> files.createDirectory(file().resolve("a")))).isEqualTo(Errno.EEXIST);
    Files.createSymbolicLink(room.resolve("link"), there);
    files.createDirectory(room.resolve("link"));
    Files.createSymbolicLink(room.resolve("dangling"), room.resolve("nowhere"));
    assertThat(errno(() -> files.createDirectory(room.resolve("dangling"))))
        .isEqualTo(Errno.EEXIST);
    files.createDirectory(room.resolve("link/below"));
    assertThat(there.resolve("below")).isDirectory();
  }

  @Test
  void renameReplaces() throws Exception {
    Files.writeString(file(), "new");
    Path old = Files.writeString(room.resolve("old"), "old");
    files.rename(file(), old);
    assertThat(old).hasContent("new");
    assertThat(file()).doesNotExist();
    assertThat(errno(() -> files.rename(file(), old))).isEqualTo(Errno.ENOENT);
  }

  @Test
  void unlinkRemovesTheLinkAndNotWhatItLeadsTo() throws Exception {
    Files.writeString(file(), "precious");
    Path link = Files.createSymbolicLink(room.resolve("link"), file());
    files.unlink(link);
    assertThat(Files.exists(link, LinkOption.NOFOLLOW_LINKS)).isFalse();
    assertThat(file()).hasContent("precious");
    files.unlink(link);
    files.unlink(file().resolve("below"));
    files.unlink(file());
    assertThat(file()).doesNotExist();
  }

  @Test
  void unlinkLeavesDirectories() {
    assertThat(errno(() -> files.unlink(room))).isEqualTo(Errno.EIO);
    assertThat(room).exists();
  }

  @Test
  void readTakesTheBeginningOnly() throws Exception {
    Files.writeString(file(), "ä".repeat(10));
    assertThat(files.read(file())).isEqualTo("ä".repeat(10));
    Files.writeString(file(), "x".repeat(5000));
    assertThat(files.read(file())).isEqualTo("x".repeat(4096));
  }

  @Test
  void readTakesFilesOnly() throws Exception {
    Files.createFile(file());
    Files.createSymbolicLink(room.resolve("link"), file());
    new ProcessBuilder("mkfifo", room.resolve("fifo").toString()).start().waitFor();
    assertThat(errno(() -> files.read(room.resolve("missing")))).isEqualTo(Errno.ENOENT);
    assertThat(errno(() -> files.read(file().resolve("below")))).isEqualTo(Errno.ENOTDIR);
    assertThat(errno(() -> files.read(room.resolve("link")))).isEqualTo(Errno.EEXIST);
    assertThat(errno(() -> files.read(room.resolve("fifo")))).isEqualTo(Errno.EEXIST);
    assertThat(errno(() -> files.read(room))).isEqualTo(Errno.EEXIST);
  }

  @Test
  void aNameThatIsTooLongIsSaidToBe() {
    Path tooLong = room.resolve("x".repeat(256));
    assertThat(errno(() -> files.status(tooLong))).isEqualTo(Errno.ENAMETOOLONG);
    assertThat(errno(() -> files.createDirectory(tooLong))).isEqualTo(Errno.ENAMETOOLONG);
  }

  @Test
  void messagesNameOperationPathAndErrno() {
    assertThatThrownBy(() -> files.read(room.resolve("missing")))
        .hasMessage("read " + room.resolve("missing") + ": ENOENT");
  }
}
