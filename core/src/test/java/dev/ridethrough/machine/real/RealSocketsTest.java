package dev.ridethrough.machine.real;

import static dev.ridethrough.machine.real.Refusals.errno;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.machine.Errno;
import dev.ridethrough.machine.Sockets;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.newsclub.net.unix.AFUNIXDatagramSocket;
import org.newsclub.net.unix.AFUNIXSocketAddress;

/// Each way in which connect and bind are refused.
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RealSocketsTest {
  private final Sockets sockets = new RealSockets();

  @TempDir Path room;

  private Path socket() {
    return room.resolve("s");
  }

  private Errno connect(Path path) throws Exception {
    Errno onPlatform = Threads.PLATFORM.call(() -> errno(() -> sockets.connect(path)));
    Errno onVirtual = Threads.VIRTUAL.call(() -> errno(() -> sockets.connect(path)));
    assertThat(onVirtual).isEqualTo(onPlatform);
    return onVirtual;
  }

  @Test
  void aMissingPathIsENOENT() throws Exception {
    assertThat(connect(socket())).isEqualTo(Errno.ENOENT);
  }

  @Test
  void aMissingDirectoryIsENOENT() throws Exception {
    assertThat(connect(room.resolve("a/b/s"))).isEqualTo(Errno.ENOENT);
  }

  @Test
  void aDanglingLinkIsENOENT() throws Exception {
    Files.createSymbolicLink(socket(), room.resolve("nowhere"));
    assertThat(connect(socket())).isEqualTo(Errno.ENOENT);
  }

  @Test
  void aFileAmongTheDirectoriesIsENOTDIR() throws Exception {
    Files.createFile(room.resolve("file"));
    assertThat(connect(room.resolve("file/s"))).isEqualTo(Errno.ENOTDIR);
    assertThat(connect(room.resolve("file/a/s"))).isEqualTo(Errno.ENOTDIR);
  }

  @Test
  void aStaleSocketIsECONNREFUSED() throws Exception {
    sockets.listen(socket(), 5).close();
    assertThat(Files.exists(socket())).isTrue();
    assertThat(connect(socket())).isEqualTo(Errno.ECONNREFUSED);
  }

  @Test
  void aSocketThatDoesNotListenIsECONNREFUSED() throws Exception {
    try (var bound = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      bound.bind(UnixDomainSocketAddress.of(socket()));
      assertThat(connect(socket())).isEqualTo(Errno.ECONNREFUSED);
    }
  }

  @Test
  void whatIsNotASocketIsECONNREFUSED() throws Exception {
    Files.createFile(room.resolve("file"));
    assertThat(connect(room.resolve("file"))).isEqualTo(Errno.ECONNREFUSED);
    assertThat(connect(room)).isEqualTo(Errno.ECONNREFUSED);
    assertThat(new ProcessBuilder("mkfifo", room.resolve("fifo").toString()).start().waitFor())
        .isZero();
    assertThat(connect(room.resolve("fifo"))).isEqualTo(Errno.ECONNREFUSED);
  }

  /// It should be EPROTOTYPE, but the JDK doesn't tell: see [Errnos].
  @Test
  void aDatagramSocketIsTakenForAFullBacklog() throws Exception {
    try (var datagrams = AFUNIXDatagramSocket.newInstance()) {
      datagrams.bind(AFUNIXSocketAddress.of(socket()));
      assertThat(connect(socket())).isEqualTo(Errno.EAGAIN);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aFullBacklogIsEAGAINAtOnce(Threads kind) throws Exception {
    var listener = sockets.listen(socket(), 1);
    var refusal =
        kind.start(() ->
            errno(() -> {
              while (true) {
                sockets.connect(socket());
              }
            }));
    assertThat(refusal.get()).isEqualTo(Errno.EAGAIN);
    assertThat(listener.accept()).isNotNull();
    sockets.connect(socket()).close();
  }

  @Test
  void aClosedDirectoryIsEACCES() throws Exception {
    Path closed = room.resolve("closed");
    Files.createDirectory(closed);
    try (var _ = sockets.listen(closed.resolve("s"), 5)) {
      Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
      try (var child = Child.startUnprivileged(room, "connect", closed.resolve("s").toString())) {
        assertThat(child.line()).isEqualTo("EACCES");
      }
    } finally {
      Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void aSocketWithoutWritePermissionIsEACCES() throws Exception {
    try (var _ = sockets.listen(socket(), 5)) {
      if (new RealMachine().self().uid() != 0) {
        Files.setPosixFilePermissions(socket(), PosixFilePermissions.fromString("r--------"));
      }
      try (var child = Child.startUnprivileged(room, "connect", socket().toString())) {
        assertThat(child.line()).isEqualTo("EACCES");
      }
    }
  }

  @Test
  void theLongestPathWorksAndTheNextIsENAMETOOLONG() throws Exception {
    int rest = sockets.maxPathBytes() - room.toString().length() - 1;
    Path longest = room.resolve("x".repeat(rest));
    try (var _ = sockets.listen(longest, 5)) {
      sockets.connect(longest).close();
    }
    Path longer = room.resolve("x".repeat(rest + 1));
    assertThat(connect(longer)).isEqualTo(Errno.ENAMETOOLONG);
    assertThat(errno(() -> sockets.listen(longer, 5))).isEqualTo(Errno.ENAMETOOLONG);
    try (var channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      assertThat(channel.isOpen()).isTrue();
      org.assertj.core.api.Assertions.assertThatThrownBy(
              () -> channel.bind(UnixDomainSocketAddress.of(longer)))
          .as("the JDK takes no more than maxPathBytes()")
          .isInstanceOf(java.net.SocketException.class);
    }
  }

  @Test
  void theLimitCountsBytesAndNotCharacters() throws Exception {
    int rest = sockets.maxPathBytes() - room.toString().length() - 1;
    assertThat(connect(room.resolve("ä".repeat(rest / 2)))).isEqualTo(Errno.ENOENT);
    assertThat(connect(room.resolve("ä".repeat(rest / 2 + 1)))).isEqualTo(Errno.ENAMETOOLONG);
  }

  @Test
  void bindRefusesWhateverIsThereAndLeavesItAlone() throws Exception {
    Files.writeString(room.resolve("file"), "precious");
    Files.createSymbolicLink(room.resolve("link"), room.resolve("nowhere"));
    sockets.listen(socket(), 5).close();
    for (Path taken : new Path[] {room.resolve("file"), room.resolve("link"), room, socket()}) {
      assertThat(errno(() -> sockets.listen(taken, 5))).isEqualTo(Errno.EADDRINUSE);
      assertThat(Files.exists(taken, java.nio.file.LinkOption.NOFOLLOW_LINKS)).isTrue();
    }
    assertThat(room.resolve("file")).hasContent("precious");
  }

  @Test
  void bindNeedsADirectory() throws Exception {
    Files.createFile(room.resolve("file"));
    assertThat(errno(() -> sockets.listen(room.resolve("a/s"), 5))).isEqualTo(Errno.ENOENT);
    assertThat(errno(() -> sockets.listen(room.resolve("file/s"), 5))).isEqualTo(Errno.ENOTDIR);
  }

  @Test
  void bindNeedsPermission() throws Exception {
    Path closed = Files.createDirectory(room.resolve("closed"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-xr-xr-x"));
    try (var child = Child.startUnprivileged(room, "listen", closed.resolve("s").toString())) {
      assertThat(child.line()).isEqualTo("EACCES");
    }
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void theSocketIsForItsOwnerOnly() throws Exception {
    try (var _ = sockets.listen(socket(), 5)) {
      assertThat(Files.getAttribute(socket(), "unix:mode")).isEqualTo(0140600);
    }
  }
}
