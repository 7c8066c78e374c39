package dev.ridethrough.chaos.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Copies of a program that fail as they are told to, and in nothing else.
class PlantedTest {
  private static final long LIMIT_MILLIS = 20_000;

  @TempDir private Path room;
  private Path app;

  @BeforeEach
  void makeApp() throws IOException {
    app = room.resolve("app");
    write(
        "#!/bin/sh\necho \"ran: $*\"; case \" $* \" in *' daemon run '*) exec sleep 60 ;; esac\n");
  }

  private void write(String script) throws IOException {
    Path launcher = Files.createDirectories(app.resolve("bin")).resolve("ridethrough");
    Files.writeString(launcher, script);
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
  }

  private Build plant(Planted what) throws IOException {
    return what.in(new Build("NEW", app, app, "1", "d", true, true), room.resolve("copy"));
  }

  private Programs.Ended run(Build build, String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of(build.launcher().toString()));
    command.addAll(List.of(words));
    return Programs.run(command, Map.copyOf(System.getenv()), LIMIT_MILLIS, room.resolve("log"));
  }

  @Test
  void itsDaemonDoesNotStart() throws IOException {
    Build bad = plant(Planted.NO_START);
    assertThat(bad.name()).isEqualTo("NEW that does not start");
    assertThat(run(bad, "daemon", "run", "--home", "h").status()).isEqualTo(1);
    assertThat(run(bad, "--version").output()).isEqualTo("ran: --version\n");
    assertThat(Planted.in(bad.app())).isEqualTo(Planted.NO_START);
    assertThat(Planted.in(app)).as("the original").isEqualTo(Planted.NOTHING);
  }

  @Test
  void itsDaemonIsKilledWhenItHasBound() throws IOException {
    Build bad = plant(Planted.CRASH);
    Path socket = room.resolve("s");
    Process daemon =
        Programs.start(
            List.of(
                bad.launcher().toString(), "daemon", "run", "--socket", socket.toString(), "--x"),
            Map.copyOf(System.getenv()),
            room.resolve("log"));
    await().until(() -> Files.readString(room.resolve("log")).contains("ran: daemon run"));
    try (ServerSocketChannel bound = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      bound.bind(UnixDomainSocketAddress.of(socket));
      assertThat(Programs.await(daemon, LIMIT_MILLIS, room.resolve("log")).status()).isEqualTo(137);
    }
  }

  @Test
  void nothingIsPlantedInWhatIsNoScript() throws IOException {
    write("\u007fELF");
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> plant(Planted.NO_START))
        .withMessageContaining("no shell script");
  }
}
