package dev.ridethrough.chaos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.chaos.explore.Place;
import dev.ridethrough.chaos.explore.Sabotage;
import dev.ridethrough.chaos.history.HistoryFile;
import dev.ridethrough.chaos.scenario.Scenario;
import dev.ridethrough.chaos.scenario.ScenarioFile;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// In the simulated world, where running something again takes no time.
class ReproduceCommandTest {
  private static final Path SCENARIO = Path.of("corpus/killed-between-commit-and-reply.json");
  private static final Path MANY = Path.of("corpus/many-killed-between-commit-and-reply.json");
  private static final String[] RESEND = {"--world", "sim", "--sabotage", "resend-same-key"};

  @TempDir private Path folder;

  /// What a command printed, and how it ended.
  private record Said(int status, String text) {}

  private static Said main(List<String> arguments) {
    PrintStream before = System.out;
    PrintStream errors = System.err;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8)) {
      System.setOut(stream);
      System.setErr(stream);
      int status = Main.execute(arguments.toArray(String[]::new));
      return new Said(status, out.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(before);
      System.setErr(errors);
    }
  }

  private Said reproduce(Path file, String... options) {
    List<String> all = new ArrayList<>(List.of("reproduce", file.toString()));
    all.addAll(List.of("--report", folder.resolve("report").toString()));
    all.addAll(List.of(options));
    return main(all);
  }

  /// Runs a scenario that breaks promise 1, and returns the file that this leaves.
  private Path failure() {
    List<String> run = new ArrayList<>(List.of("run", "--scenario", MANY.toString()));
    run.addAll(List.of(RESEND));
    run.addAll(List.of("--report", folder.resolve("run").toString()));
    Path file = folder.resolve("run/failures/0001/failure.jsonl");
    Said said = main(run);
    assertThat(said.status()).isEqualTo(1);
    assertThat(said.text()).contains("again: ci/reproduce " + file);
    return file;
  }

  @Test
  void aFailureAloneIsEnoughToSeeItAgainAndAsSmallAsItCanBe() throws Exception {
    Path alone = Files.move(failure(), folder.resolve("attached.jsonl"));

    Said said = reproduce(alone);

    assertThat(said.status()).isEqualTo(1);
    assertThat(said.text())
        .containsPattern("promise 1 \\(No duplicate\\) was broken \\d+ times: request")
        .contains("found by run (seed 0) in sim")
        .contains("broken in 1 of 1 runs", "the same history as in the file, byte for byte")
        .contains("from 4 lives, 32 requests, 4 faults to 1 life, 1 request, 1 fault");
    Recording smallest = Recording.read(smallest());
    assertThat(smallest.sabotage()).isEqualTo(Sabotage.RESEND_SAME_KEY);
    assertThat(smallest.scenario().requests()).hasSize(1);
    assertThat(reproduce(smallest()).status()).isEqualTo(1);
    assertThat(smallest()).as("not deleted by being run again").exists();
    assertThat(folder.resolve("report/again/failures/0001/failure.jsonl")).exists();
  }

  @Test
  void withoutABudgetItStaysAsItIs() throws Exception {
    assertThat(reproduce(failure(), "--budget", "0s").text()).doesNotContain("made smaller");
    assertThat(Recording.read(smallest()).scenario().requests()).hasSize(32);
  }

  @Test
  void whatIsMendedHoldsAndIsOfferedToTheCorpus() {
    Path failure = failure();

    Said said = reproduce(failure, "--sabotage", "none");

    assertThat(said.status()).isZero();
    assertThat(said.text())
        .contains("broken in 0 of 20 runs", "ci/chaos scenario keep " + failure + " NAME")
        .contains("HELD:");
  }

  /// It needs luck, or another seed: with the code that failed nobody has mended anything.
  @Test
  void whatIsNotBrokenAgainByTheSameCoreIsNotMended() throws Exception {
    Path failure = failure();
    edit(failure, "\"sabotage\":\"resend-same-key\"", "\"sabotage\":\"none\"");

    Said said = reproduce(failure);

    assertThat(said.status()).isEqualTo(2);
    assertThat(said.text())
        .contains("VACUOUS: too few runs that were broken, as one was with this very core")
        .doesNotContain("If it is mended");
  }

  /// By this seed there is nothing to strike: whoever calls that mended is mistaken.
  @Test
  void whatIsNoLongerPutToTheTestIsNotMended() throws Exception {
    Scenario scenario = ScenarioFile.read(SCENARIO);
    Path idle = folder.resolve("idle.json");
    ScenarioFile.write(Sabotage.NO_KILL.applied(scenario), idle);

    Said said = reproduce(idle, "--world", "sim");

    assertThat(said.status()).isEqualTo(2);
    assertThat(said.text()).contains("VACUOUS: too few runs that put a promise to the test");
  }

  @Test
  void theScheduleOfAFailureCanBeKept() throws Exception {
    Path corpus = Files.createDirectories(folder.resolve("corpus/sim")).getParent();
    String[] keep = {"scenario", "keep", failure().toString(), "twice", "--corpus", corpus + ""};

    assertThat(main(List.of(keep)).status()).isZero();

    Scenario kept = ScenarioFile.read(corpus.resolve("sim/twice.json"));
    assertThat(kept.name()).isEqualTo("twice");
    assertThat(kept.requests()).hasSize(32);
    assertThat(main(List.of(keep)).text()).contains("is there already");
    keep[3] = "../twice";
    assertThat(main(List.of(keep)).status()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void aHistoryAndAScenarioWillDoAsWell() {
    failure();
    Path history = folder.resolve("run/histories/0001.jsonl");
    Path scenario = folder.resolve("run/failures/0001/scenario.json");

    assertThat(reproduce(history, "--sabotage", "resend-same-key").status()).isEqualTo(1);
    assertThat(reproduce(scenario, RESEND).status()).isEqualTo(1);
  }

  @Test
  void theSameSeedHasTheSameHistory() throws Exception {
    reproduce(SCENARIO, "--world", "sim");
    String once = Files.readString(history());
    reproduce(SCENARIO, "--world", "sim");

    assertThat(Files.readString(history())).isEqualTo(once);
  }

  @Test
  void eachFurtherRunTakesTheNextSeed() throws Exception {
    reproduce(SCENARIO, "--world", "sim", "--times", "2");

    Path second = history().resolveSibling("0002.jsonl");
    assertThat(HistoryFile.read(second).scenario().seed()).isEqualTo(1);
    assertThat(Recording.read(second).place()).isEqualTo(Place.SIM);
  }

  @Test
  void theFirstThatIsBrokenEndsIt() {
    assertThat(reproduce(failure(), "--times", "9", "--until-broken").text())
        .contains("run 1 of 9", "broken in 1 of 1 runs");
  }

  /// A file from elsewhere may name what it likes: nothing of it is run.
  @Test
  void noAppIsRunBecauseAFileNamesIt() throws Exception {
    Path marker = folder.resolve("was-run");
    Path app = folder.resolve("app");
    Path launcher = Files.createDirectories(app.resolve("bin")).resolve("ridethrough");
    Files.writeString(launcher, "#!/bin/sh\n: >" + marker + "\n");
    assertThat(launcher.toFile().setExecutable(true)).isTrue();
    Path file = failure();
    edit(file, "\"sabotage\":", "\"app\":\"" + app + "\",\"sabotage\":");

    Said said = reproduce(file, "--budget", "0s");

    assertThat(said.status()).isEqualTo(1);
    assertThat(said.text()).contains("found with another app, " + app + ", which is not run");
    assertThat(marker).doesNotExist();
  }

  @Test
  void nothingInAFileMovesTheCursor() throws Exception {
    Path file = failure();
    edit(file, "request 1 was", "\\u001b[2J\\u001b]0;owned\\u0007\\u202erequest 1 was");
    edit(file, "\"core\":\"", "\"core\":\"\\u001b[31m");

    String text = reproduce(file, "--budget", "0s").text();

    assertThat(text).doesNotContain("\u001b", "\u0007", "\u202e").contains("owned");
  }

  @Test
  void whatIsInAFileMustBeKnown() throws Exception {
    Path file = failure();
    String good = Files.readString(file);
    for (String bad :
        List.of(
            good.replace("\"failure\":1", "\"failure\":2"),
            good.replace("\"world\":\"sim\"", "\"world\":\"moon\""),
            good.replace("\"sabotage\":\"resend-same-key\"", "\"sabotage\":\"rm -rf\""),
            good.replace("\"proxies\":2", "\"proxies\":2000000"),
            good.replace("\"promise\":1,", "\"promise\":99,"),
            good.replaceFirst("\"times\":\\d+", "\"times\":-1"),
            good.substring(0, good.indexOf('\n') + 1))) {
      Files.writeString(file, bad);
      Said said = reproduce(file);
      assertThat(said.status()).as(said.text()).isEqualTo(ExitCode.USAGE);
      assertThat(said.text()).startsWith("ridethrough-chaos: " + file).doesNotContain("Exception");
    }
  }

  /// It would be green about something that was never run.
  @Test
  void inSimThereIsNoOtherApp() {
    Said said = reproduce(SCENARIO, "--world", "sim", "--app", "/nope");

    assertThat(said.status()).isEqualTo(ExitCode.USAGE);
    assertThat(said.text()).contains("--app is for real processes");
  }

  @Test
  void whatCannotBeReproducedIsWrongUsage() {
    assertThat(reproduce(Path.of("no-such.json"), "--world", "sim").status())
        .isEqualTo(ExitCode.USAGE);
    assertThat(reproduce(Path.of("no-such.jsonl"), "--world", "sim").status())
        .isEqualTo(ExitCode.USAGE);
    assertThat(reproduce(SCENARIO, "--world", "moon").status()).isEqualTo(ExitCode.USAGE);
    assertThat(reproduce(SCENARIO, "--world", "sim", "--times", "0").status())
        .isEqualTo(ExitCode.USAGE);
    assertThat(reproduce(SCENARIO, "--world", "sim", "--budget", "2h").status())
        .isEqualTo(ExitCode.USAGE);
  }

  private static void edit(Path file, String old, String text) throws Exception {
    String before = Files.readString(file);
    assertThat(before).contains(old);
    Files.writeString(file, before.replace(old, text));
  }

  private Path smallest() {
    return folder.resolve("report/failures/0001/failure.jsonl");
  }

  private Path history() {
    return folder.resolve("report/histories/0001.jsonl");
  }
}
