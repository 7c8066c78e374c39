package dev.ridethrough.chaos;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Holds the harness to its pipeline: scenario, world, history, check, report.
class ArchitectureTest {
  private static final String CHAOS = "dev.ridethrough.chaos";

  private static final JavaClasses HARNESS =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(CHAOS);

  @Test
  void scenariosAreData() {
    sees("scenario");
  }

  @Test
  void historiesAreData() {
    sees("history", "scenario");
  }

  @Test
  void worldsRunScenariosAndWriteHistories() {
    sees("world", "scenario", "history");
  }

  /// A checker that saw the world could believe it.
  @Test
  void checksSeeNoWorld() {
    sees("check", "scenario", "history");
  }

  @Test
  void explorersRunAndCheck() {
    sees("explore", "scenario", "world", "history", "check");
  }

  @Test
  void failuresAreData() {
    sees("failure", "scenario", "history", "check");
  }

  @Test
  void reportsRunNothing() {
    sees("report", "scenario", "history", "check", "explore");
  }

  /// It measures the core, and how that is started with kill points; it judges nothing.
  @Test
  void theBenchmarkStandsAside() {
    sees("bench", "world", "check");
  }

  @Test
  void foreignClientsStandAside() {
    sees("foreign", "world", "history", "check");
  }

  @Test
  void releasesStandAside() {
    sees("release", "scenario", "world", "history", "check");
  }

  /// It is in a process of its own, with a class path of its own.
  @Test
  void onlyItsProcessSeesTheSdk() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage(CHAOS + ".foreign.sdk..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.modelcontextprotocol..", "reactor..", "tools.jackson.."));
  }

  @Test
  void nothingImportsCli() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage(CHAOS + ".cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(CHAOS + ".cli.."));
  }

  @Test
  void nobodySleeps() {
    ArchRule rule =
        noClasses()
            .should()
            .accessTargetWhere(
                describe(
                    "sleeping (wait for a condition, or let the machine sleep)",
                    (JavaAccess<?> it) ->
                        it.getName().equals("sleep")
                            && Set.of("java.lang.Thread", "java.util.concurrent.TimeUnit")
                                .contains(it.getTargetOwner().getName())));
    rule.check(new ClassFileImporter().importPackages(CHAOS));
  }

  /// The stage depends on these stages of the harness and no others.
  private static void sees(String stage, String... others) {
    String[] hidden =
        Stream.of(
                "scenario",
                "world",
                "history",
                "check",
                "explore",
                "failure",
                "report",
                "bench",
                "foreign",
                "release",
                "cli")
            .filter(it -> !it.equals(stage) && !Arrays.asList(others).contains(it))
            .map(it -> CHAOS + "." + it + "..")
            .toArray(String[]::new);
    check(
        noClasses()
            .that()
            .resideInAPackage(CHAOS + "." + stage + "..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(hidden));
  }

  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(HARNESS);
  }
}
