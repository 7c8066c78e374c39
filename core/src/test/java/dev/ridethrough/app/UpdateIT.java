package dev.ridethrough.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Updates of the real app to itself under another version, without a service.
class UpdateIT {
  private static final int CUTS = 8;
  private static final int LATEST_MILLIS = 1500;

  @TempDir private Path room;
  private App app;
  private Path prefix;

  @BeforeEach
  void start() throws IOException {
    app = new App(Files.createDirectory(room.resolve("home")));
    prefix = room.resolve("p");
  }

  @AfterEach
  void end() {
    app.close();
  }

  private Child update(Path release) throws IOException {
    return app.start("update", "--prefix", prefix.toString(), "--from", release.toString());
  }

  /// What the installed program says that it is.
  private String installed() throws IOException {
    App current = new App(app.home, prefix.resolve("current"));
    Child version = current.start("--version");
    assertThat(version.status()).as(version.err()).isZero();
    return version.out().getLast();
  }

  /// With all that it has started, as a power cut does.
  @Test
  void whereverAnUpdateIsCutAWholeVersionIsThereAndTheNextUpdateSucceeds() throws Exception {
    Path one = Releases.make(room.resolve("one"), "1.0");
    Path two = Releases.make(room.resolve("two"), "2.0");
    assertThat(update(one).status()).isZero();
    Random random = new Random(1);
    for (int i = 0; i < CUTS; i++) {
      Path to = i % 2 == 0 ? two : one;
      Child cut = update(to);
      cut.process.waitFor(random.nextInt(LATEST_MILLIS), TimeUnit.MILLISECONDS);
      cut.process.descendants().forEach(ProcessHandle::destroyForcibly);
      cut.kill();
      assertThat(installed()).isIn("ridethrough 1.0", "ridethrough 2.0");
      Child again = update(to);
      assertThat(again.status()).as(again.err()).isZero();
      assertThat(installed()).isEqualTo("ridethrough " + (to == one ? "1.0" : "2.0"));
      assertThat(prefix.resolve("unfinished")).doesNotExist();
    }
  }

  @Test
  void ofTwoUpdatesAtOnceTheSecondIsRefusedWithTheProcessOfTheFirst() throws Exception {
    Path slow = Releases.make(room.resolve("slow"), "1.0");
    Path launcher = slow.resolve("bin/ridethrough");
    String script = Files.readString(launcher);
    Path gate = room.resolve("gate");
    Files.writeString(
        launcher,
        script.replaceFirst(
            "\n",
            "\n[ \"\\$*\" != post-update ] || until [ -e '" + gate + "' ]; do sleep 0.05; done\n"));
    Child first = update(slow);
    await().until(() -> Files.exists(prefix.resolve("unfinished")));
    Child second = update(slow);
    assertThat(second.status()).isEqualTo(1);
    assertThat(second.err())
        .contains("another update (pid " + first.process.pid() + ") is at work");
    Files.createFile(gate);
    assertThat(first.status()).as(first.err()).isZero();
  }

  /// A proxy, too, loads classes when it needs them.
  @Test
  void whatRunsGoesOnFromItsOwnVersion() throws Exception {
    Path one = Releases.make(room.resolve("one"), "1.0");
    assertThat(update(one).status()).isZero();
    App current = new App(app.home, prefix.resolve("current"));
    Path old = prefix.resolve("current").toRealPath();
    try (current) {
      current.daemon();
      for (String version : new String[] {"2.0", "3.0", "4.0"}) {
        Child update = update(Releases.make(room.resolve(version), version));
        assertThat(update.status()).as(update.err()).isZero();
      }
      assertThat(old).as("something runs from it").exists();
      Child call = current.start("call", "ledger_append", "{\"text\":\"x\"}");
      assertThat(call.status()).as(call.err()).isZero();
      Child status = current.start("daemon", "status");
      assertThat(status.status()).isZero();
      assertThat(String.join("\n", status.out()) + status.err()).contains("1.0", "4.0");
    }
    assertThat(update(Releases.make(room.resolve("5.0"), "5.0")).status()).isZero();
    assertThat(old).as("nothing runs from it any more").doesNotExist();
  }
}
