package dev.ridethrough.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ridethrough.service.Desk;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The steps of an update, with releases that do nothing.
class UpdateTest {
  @TempDir private Path room;
  private Desk desk;
  private Builds builds;

  @BeforeEach
  void sitDown() throws IOException {
    desk = new Desk(room);
    builds = new Builds(room);
  }

  private int update(String... words) {
    List<String> all = new ArrayList<>(List.of("update", "--prefix", builds.prefix().toString()));
    all.addAll(List.of(words));
    return desk.run(all.toArray(String[]::new));
  }

  private int to(String version) throws IOException {
    return update("--from", builds.release(version).toString());
  }

  private void unitNames(Path program) throws IOException {
    desk.writeUnit("[Service]\nExecStart=%s daemon run\n".formatted(program));
  }

  @Test
  void theNewOnesPostUpdateIsCalledAfterTheInstallAndByThePathThatStays() throws IOException {
    assertThat(to("1.0")).as(desk.said()).isZero();
    assertThat(to("2.0")).as(desk.said()).isZero();
    assertThat(builds.installed()).isEqualTo("2.0");
    assertThat(builds.calls()).hasSize(2);
    assertThat(builds.calls().getLast())
        .startsWith("2.0 by " + builds.prefix() + "/current/bin/ridethrough, current is ")
        .contains("versions/2.0-");
    assertThat(desk.said()).contains("before: 1.0-", "2.0 did what is to be done");
  }

  @Test
  void nothingIsDoneWhenItIsInstalledAlready() throws IOException {
    to("1.0");
    assertThat(to("1.0")).isZero();
    assertThat(desk.said()).contains("already installed", "Nothing was done");
    assertThat(builds.calls()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "runs, 3, does not run on this machine (`--version` ended with status 3)",
    "helps, 64, is too old to be updated to: it has no post-update",
  })
  void afterAFailedInstallNoPostUpdateIsCalledAndTheOldVersionStays(
      String program, int status, String said) throws IOException {
    to("1.0");
    builds.ends(program, "2.0", status);
    assertThat(to("2.0")).isEqualTo(1);
    assertThat(desk.said()).contains(said);
    assertThat(builds.calls()).hasSize(1);
    assertThat(builds.installed()).isEqualTo("1.0");
    assertThat(builds.versions()).hasSize(1).first().asString().startsWith("1.0-");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 69, 137})
  void aVersionWhosePostUpdateFailsIsTakenBackAndTheOldOneSeesToTheService(int status)
      throws IOException {
    to("1.0");
    builds.ends("status", "2.0", status);
    assertThat(to("2.0")).isEqualTo(70);
    assertThat(builds.installed()).isEqualTo("1.0");
    assertThat(builds.calls()).hasSize(3);
    assertThat(builds.calls().get(1)).startsWith("2.0 by ");
    assertThat(builds.calls().get(2)).startsWith("1.0 by ").contains("versions/1.0-");
    assertThat(desk.said()).contains("2.0-", " does not serve: ", "Rolled back to 1.0-");
    assertThat(to("1.0")).as("it is over").isZero();
    assertThat(builds.calls()).hasSize(3);
  }

  @Test
  void whenNeitherServesThatIsSaidAndTheNextUpdateTriesAgain() throws IOException {
    to("1.0");
    builds.ends("status", "2.0", 69);
    builds.ends("status", "1.0", 69);
    assertThat(to("2.0")).isEqualTo(71);
    assertThat(desk.said()).contains("which does not serve either", "ridethrough doctor");
    builds.ends("status", "1.0", 0);
    assertThat(to("1.0")).isZero();
    assertThat(builds.calls().getLast()).startsWith("1.0 by ");
  }

  @Test
  void aServiceThatRanFromElsewhereGoesBackThere() throws IOException {
    Path before = builds.release("0.9").resolve("bin/ridethrough");
    unitNames(before);
    builds.ends("status", "1.0", 69);
    assertThat(to("1.0")).isEqualTo(70);
    assertThat(builds.installed()).isEmpty();
    assertThat(builds.calls().getLast()).startsWith("0.9 by " + before);
  }

  @Test
  void aFirstVersionThatDoesNotServeHasNothingToGoBackTo() throws IOException {
    builds.ends("status", "1.0", 69);
    assertThat(to("1.0")).isEqualTo(71);
    assertThat(desk.said()).contains("There is no earlier version to go back to");
    assertThat(builds.installed()).isEqualTo("1.0");
  }

  @Test
  void theVersionBeforeIsKeptForAReturn() throws IOException {
    to("1.0");
    to("2.0");
    assertThat(update("--roll-back")).as(desk.said()).isZero();
    assertThat(builds.installed()).isEqualTo("1.0");
    assertThat(update("--roll-back")).isZero();
    assertThat(builds.installed()).isEqualTo("2.0");
  }

  @Test
  void thereIsNoReturnFromTheFirstVersion() throws IOException {
    to("1.0");
    assertThat(update("--roll-back")).isEqualTo(1);
    assertThat(desk.said()).contains("no earlier version");
  }

  @Test
  void olderVersionsGoUnlessSomethingRunsFromThem() throws IOException {
    to("1.0");
    Path first = builds.prefix().resolve("current").toRealPath();
    to("2.0");
    Process runs =
        new ProcessBuilder("tail", "-f", first.resolve("lib/deep/file").toString()).start();
    try {
      await().until(() -> runs.toHandle().info().command().orElse("").endsWith("tail"));
      await().until(() -> InUse.is(first));
      to("3.0");
      assertThat(builds.versions()).hasSize(3);
      assertThat(desk.said()).contains("kept, because something runs from it: " + first);
    } finally {
      runs.destroyForcibly().onExit().join();
    }
    to("4.0");
    assertThat(builds.versions()).hasSize(2).allMatch(it -> it.matches("[34]\\.0-.*"));
  }

  /// The kernel takes any bytes for a name.
  @Test
  void aProgramWhoseNameIsNoTextRunsFromAVersion() throws IOException {
    Path folder = Files.createDirectory(room.resolve("version"));
    String script = "p=$0/$(printf 'x\\377'); cp \"$(command -v sleep)\" \"$p\"; exec \"$p\" 600";
    Process runs = new ProcessBuilder("sh", "-c", script, folder.toString()).start();
    try {
      await().until(() -> InUse.is(folder));
    } finally {
      runs.destroyForcibly().onExit().join();
    }
  }

  @Test
  void whatACutUpdateLeftIsClearedAway() throws IOException {
    to("1.0");
    Path half = builds.prefix().resolve("versions/.incoming/lib");
    Files.createDirectories(half);
    Files.writeString(half.resolve("x.jar"), "half");
    Files.createSymbolicLink(builds.prefix().resolve("current.new"), Path.of("versions/none"));
    assertThat(to("2.0")).as(desk.said()).isZero();
    assertThat(builds.versions()).hasSize(2);
    assertThat(builds.prefix().resolve("current.new")).doesNotExist();
  }

  @Test
  void anUpdateThatWasCutAfterTheSwapIsBroughtToItsEnd() throws IOException {
    to("1.0");
    String old = builds.versions().getFirst();
    to("2.0");
    String cut = builds.versions().getLast();
    Files.writeString(builds.prefix().resolve("unfinished"), old + "\n" + cut + "\n");
    assertThat(to("2.0")).isZero();
    assertThat(builds.calls()).hasSize(3).last().asString().startsWith("2.0 by ");
    assertThat(to("2.0")).isZero();
    assertThat(builds.calls()).as("over").hasSize(3);
  }

  @Test
  void afterACutUpdateTheLastVersionThatServedIsTheOneToGoBackTo() throws IOException {
    to("1.0");
    String old = builds.versions().getFirst();
    to("2.0");
    String cut = builds.versions().getLast();
    Files.writeString(builds.prefix().resolve("unfinished"), old + "\n" + cut + "\n");
    builds.ends("status", "3.0", 69);
    assertThat(to("3.0")).isEqualTo(70);
    assertThat(builds.installed()).isEqualTo("1.0");
  }

  @Test
  void linksInAFolderThatLeadElsewhereBecomeFiles() throws IOException {
    Path folder = builds.release("1.0");
    Path elsewhere = Files.writeString(room.resolve("elsewhere"), "text");
    Files.createSymbolicLink(folder.resolve("outside"), elsewhere);
    Files.createSymbolicLink(folder.resolve("inside"), Path.of("lib/deep/file"));
    assertThat(update("--from", folder.toString())).as(desk.said()).isZero();
    Path current = builds.prefix().resolve("current");
    assertThat(current.resolve("outside")).isRegularFile().hasContent("text");
    assertThat(Files.isSymbolicLink(current.resolve("outside"))).isFalse();
    assertThat(Files.isSymbolicLink(current.resolve("inside"))).isTrue();
  }

  @Test
  void aLinkThatComesBackByTheNameOfItsFolderBecomesAFile() throws IOException {
    Path folder = builds.release("1.0");
    Path target = Path.of("..", String.valueOf(folder.getFileName()), "lib/deep/file");
    Files.createSymbolicLink(folder.resolve("link"), target);
    assertThat(update("--from", folder.toString())).as(desk.said()).isZero();
    assertThat(builds.prefix().resolve("current/link")).hasContent("1.0");
  }

  @Test
  void whereTheServiceCanNotBeAskedAboutNothingIsTouched() throws IOException {
    unitNames(builds.release("0.9").resolve("bin/ridethrough"));
    desk.systemctl.fail("show", "Failed to connect to bus: No medium found");
    assertThat(to("1.0")).isEqualTo(1);
    assertThat(desk.said()).contains("No systemd user manager can be reached");
    assertThat(builds.calls()).isEmpty();
    assertThat(builds.prefix()).doesNotExist();
  }

  @Test
  void theWayBackNamesThePlace() throws IOException {
    to("1.0");
    to("2.0");
    assertThat(desk.said()).contains("`ridethrough update --roll-back --prefix " + builds.prefix());
  }

  @ParameterizedTest
  @CsvSource({
    "--from /nowhere/at/all, 1, does not exist: give the folder or the tar.gz",
    "--from /dev/null, 1, is neither a folder nor a file",
    "--from /tmp --sha256 00, 1, --sha256 is for an archive",
    "--from /tmp --roll-back, 64, either --from or --roll-back",
    "--sha256 00, 64, either --from or --roll-back",
  })
  void whatCanNotBeInstalledIsTold(String words, int status, String said) {
    assertThat(update(words.split(" "))).isEqualTo(status);
    assertThat(desk.said()).contains(said).doesNotContain("Exception", "\tat ");
  }

  @Test
  void whatSomebodyPutInThePlaceOfALinkIsNotLost() throws IOException {
    to("1.0");
    Path link = builds.prefix().resolve("current");
    Path byHand = builds.release("0.9");
    Files.delete(link);
    Files.createSymbolicLink(link, byHand);
    builds.ends("status", "2.0", 69);
    assertThat(to("2.0")).isEqualTo(1);
    assertThat(desk.said()).contains(link + " was put there by hand", "Move it away");
    assertThat(builds.installed()).isEqualTo("0.9");
    assertThat(builds.calls()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"current", "previous"})
  void aFolderInThePlaceOfALinkIsToldBeforeAnythingIsChanged(String link) throws IOException {
    to("1.0");
    to("2.0");
    Path folder = builds.prefix().resolve(link);
    Files.delete(folder);
    Files.createDirectory(folder);
    assertThat(to("3.0")).isEqualTo(1);
    assertThat(desk.said()).contains(folder + " was put there by hand");
    assertThat(builds.prefix().resolve("unfinished")).doesNotExist();
    assertThat(builds.calls()).hasSize(2);
  }

  @Test
  void aLinkToAnotherFolderOfTheSameNameIsNotThatVersion() throws IOException {
    to("1.0");
    Path other = Files.createDirectory(room.resolve(builds.versions().getFirst()));
    Path link = builds.prefix().resolve("current");
    Files.delete(link);
    Files.createSymbolicLink(link, other);
    assertThat(to("1.0")).isEqualTo(1);
    assertThat(desk.said()).contains(link + " was put there by hand");
  }

  @Test
  void aDamagedVersionIsNotCalledInstalled() throws IOException {
    to("1.0");
    Path version = builds.prefix().resolve("current").toRealPath();
    Files.delete(version.resolve("bin/ridethrough"));
    assertThat(to("1.0")).isEqualTo(1);
    assertThat(desk.said())
        .contains(version + " is installed already, but does not work", "delete it");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--prefix", "--from"})
  void anEmptyPathIsNotThisFolder(String option) throws IOException {
    String from = builds.release("1.0").toString();
    String prefix = builds.prefix().toString();
    assertThat(
            option.equals("--prefix")
                ? desk.run("update", "--prefix", "", "--from", from)
                : desk.run("update", "--prefix", prefix, "--from", ""))
        .isEqualTo(64);
    assertThat(desk.said()).contains(option + " is empty: give a path");
  }

  @Test
  void aPrefixThatIsAFileIsTold() throws IOException {
    Files.createFile(builds.prefix());
    assertThat(to("1.0")).isEqualTo(1);
    assertThat(desk.said()).contains(builds.prefix() + " is in the way: it is no folder");
  }

  @Test
  void withoutAHomeNoOptionIsAdvisedThatDoesNotExist() throws IOException {
    desk.environment.remove("HOME");
    assertThat(to("1.0")).isEqualTo(64);
    assertThat(desk.said()).contains("HOME is not set to an absolute path: set it");
  }

  @Test
  void aRollBackThatFailsNamesTheVersionThatItWentBackTo() throws IOException {
    to("1.0");
    builds.ends("status", "2.0", 69);
    builds.ends("status", "1.0", 69);
    to("2.0");
    assertThat(desk.said()).contains("Rolled back to 1.0-");
  }

  @Test
  void aProgramThatCanNotBeRunIsToldWithoutItsStatus() throws IOException {
    Path launcher = builds.release("1.0").resolve("bin/ridethrough");
    Files.writeString(launcher, "#!/no/such/shell\n");
    assertThat(update("--from", room.resolve("release-1.0").toString())).isEqualTo(1);
    assertThat(desk.said()).contains("does not run on this machine").doesNotContain("status -1");
  }

  @Test
  void whenTheServiceCanNotBeAskedNothingIsSaidToHaveEnded() throws IOException {
    to("1.0");
    builds.ends("status", "2.0", 1);
    builds.ends("status", "1.0", 1);
    assertThat(to("2.0")).isEqualTo(1);
    assertThat(builds.installed()).isEqualTo("1.0");
    assertThat(desk.said()).contains("Nothing was restarted, and 1.0-").doesNotContain("either");
    assertThat(builds.prefix().resolve("unfinished")).doesNotExist();
  }

  @Test
  void theFileThatMayNotBeReadIsNamed() {
    Path launcher = Path.of("/opt/app/bin/ridethrough");
    assertThat(
            UpdateException.of(
                "read", Path.of("/opt/app"), new AccessDeniedException(launcher.toString())))
        .hasMessage("can't read /opt/app: no permission for " + launcher);
  }

  @Test
  void aVersionWhoseFolderWasDeletedIsInstalledAndSeesToTheService() throws IOException {
    to("1.0");
    Path version = builds.prefix().resolve("current").toRealPath();
    Files.move(version, room.resolve("gone"));
    assertThat(to("1.0")).as(desk.said()).isZero();
    assertThat(desk.said()).doesNotContain("Nothing was done");
    assertThat(builds.installed()).isEqualTo("1.0");
    assertThat(builds.calls()).hasSize(2);
  }
}
