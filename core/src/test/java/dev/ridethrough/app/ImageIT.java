package dev.ridethrough.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.machine.TestMachine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// The app image as somebody gets it: unpacked anywhere, on a machine where the launcher can find
/// no Java, by a user who may not write there.
@DisabledIfSystemProperty(
    named = "ridethrough.image",
    matches = "none",
    disabledReason = "this build made no app image (-Dquick)")
class ImageIT {
  private static final Path TARGET =
      Path.of(System.getProperty("ridethrough.image", "target/ridethrough-image")).getParent();
  private static final int SOMEBODY = 65534;
  private static final boolean ROOT = TestMachine.REAL.self().uid() == 0;

  /// What the launcher runs beside Java.
  private static final List<String> TOOLS = List.of("uname", "dirname", "readlink");

  @TempDir private Path home;
  @TempDir private Path room;
  private Path folder;
  private App app;

  @BeforeEach
  void unpackAndMove() throws Exception {
    Files.setPosixFilePermissions(room, PosixFilePermissions.fromString("rwxr-xr-x"));
    run("tar", "-xf", archive().toString(), "-C", room.toString());
    Path unpacked = only(room);
    folder = Files.createDirectory(room.resolve("ä moved")).resolve("app");
    Files.move(unpacked, folder);
    app = new App(home, folder).withVariable("PATH", tools().toString());
    app.withVariable("JAVA_HOME", room.resolve("nothing").toString());
  }

  @AfterEach
  void end() {
    app.close();
  }

  @Test
  void servesWithItsOwnRuntimeAndItsCaches() throws IOException {
    Child daemon = app.daemon();
    Child serve = app.start("serve");
    serve.send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}").hears("\"id\":1");
    assertRunsFromTheImage(daemon, "daemon.aot");
    assertRunsFromTheImage(serve, "proxy.aot");
    assertThat(daemon.err().lines()).as("generation 1 listens, serves").hasSize(2);
    assertThat(app.start("call", "ledger_append", "{\"text\":\"hello\"}").status()).isZero();
    assertThat(daemon.terminate().status()).isZero();
  }

  private void assertRunsFromTheImage(Child child, String cache) throws IOException {
    Path process = Path.of("/proc", String.valueOf(child.process.pid()));
    assertThat(process.resolve("exe").toRealPath()).isEqualTo(folder.resolve("runtime/bin/java"));
    assertThat(Files.readString(process.resolve("maps")))
        .as("a cache that does not fit is not mapped")
        .contains(folder.resolve("lib").resolve(cache).toString())
        .contains(folder.resolve("runtime/lib/server/libjvm.so").toString());
  }

  @Test
  void needsNoRightToWriteToItsFolder() throws Exception {
    run("chmod", "-R", "a-w", folder.toString());
    if (ROOT) {
      Files.setAttribute(home, "unix:uid", SOMEBODY);
    }
    Child daemon = startAsUser("daemon", "run").says(" serves");
    assertRunsFromTheImage(daemon, "daemon.aot");
    Child call = startAsUser("call", "ledger_append", "{\"text\":\"hello\"}");
    assertThat(call.status()).as(call.err()).isZero();
    run("chmod", "-R", "u+w", folder.toString()); // so that it can be cleaned up
  }

  /// Root may write anywhere.
  private Child startAsUser(String... arguments) throws IOException {
    if (!ROOT) {
      return app.start(arguments);
    }
    app.withVariable("PATH", System.getenv("PATH")); // setpriv is looked for there
    String launcher = folder.resolve("bin/ridethrough").toString();
    return app.runAsSomebodyElse(
        Stream.concat(Stream.of(launcher), Stream.of(arguments)).toArray(String[]::new));
  }

  @Test
  void copiedWithoutTheTimesOfItsFilesItSaysSoAndWorks() throws IOException {
    Path core = folder.resolve("lib/ridethrough-core.jar");
    Files.setLastModifiedTime(core, Files.getLastModifiedTime(home));
    Child version = app.start("--version");
    assertThat(version.status()).isZero();
    assertThat(version.err().lines())
        .singleElement()
        .asString()
        .contains(folder.toString(), "starts slowly", "tar");
  }

  @Test
  void onAnotherMachineItSaysThatItIsNotForThisOne() throws IOException {
    Files.move(only(folder.resolve("lib/native")), folder.resolve("lib/native/Linux-other"));
    Child version = app.start("--version");
    assertThat(version.status()).isEqualTo(69);
    assertThat(version.err()).contains(folder + " was made for another machine");
  }

  @Test
  void theChecksumIsThatOfTheArchive() throws Exception {
    Path archive = archive();
    byte[] sum = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(archive));
    assertThat(archive.resolveSibling(archive.getFileName() + ".sha256"))
        .hasContent(HexFormat.of().formatHex(sum) + "  " + archive.getFileName());
  }

  @Test
  void theImageHoldsNothingOfTheMachineThatMadeIt() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> all = files.toList();
      for (Path path : all) {
        assertThat(path.toRealPath()).as("a link leads outside").startsWithRaw(folder);
      }
      assertThat(all.stream().map(ImageIT::time).distinct()).hasSize(1);
      assertThat(all.stream().map(ImageIT::mode).distinct())
          .containsExactlyInAnyOrder("rwxr-xr-x", "rw-r--r--");
    }
    assertThat(folder.resolve("lib/jvm")).doesNotExist();
    assertThat(folder.resolve("lib/trained")).doesNotExist();
  }

  private static Object time(Path path) {
    try {
      return Files.getLastModifiedTime(path);
    } catch (IOException e) {
      return e;
    }
  }

  private static String mode(Path path) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static Path archive() throws IOException {
    try (Stream<Path> files = Files.list(TARGET)) {
      return files.filter(it -> it.toString().endsWith(".tar.gz")).findFirst().orElseThrow();
    }
  }

  private static Path only(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.findFirst().orElseThrow();
    }
  }

  /// A folder with nothing but these.
  private Path tools() throws IOException {
    Path tools = Files.createDirectory(room.resolve("tools"));
    for (String tool : TOOLS) {
      Path found = Path.of("/usr/bin", tool);
      Files.createSymbolicLink(
          tools.resolve(tool), Files.exists(found) ? found : Path.of("/bin", tool));
    }
    return tools;
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (InputStream said = process.getInputStream()) {
      String text = new String(said.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(text).isZero();
    }
  }
}
