package dev.ridethrough;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static dev.ridethrough.Accesses.anyOf;
import static dev.ridethrough.Accesses.matches;
import static dev.ridethrough.Accesses.parameters;
import static dev.ridethrough.Accesses.taking;
import static dev.ridethrough.Accesses.to;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaStaticInitializer;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/// Holds core to what lets one body of code run on the real machine and on the simulated one.
class ArchitectureTest {
  private static final JavaClasses CORE = imported(new ImportOption.DoNotIncludeTests());

  /// All of core but the real machine, the place where it is made, and what replaces the program.
  private static final DescribedPredicate<JavaClass> SIMULATED =
      describe(
          "are simulated",
          it ->
              !matches(
                  it.getName(),
                  "dev.ridethrough.machine.real.*",
                  "dev.ridethrough.update.*",
                  "dev.ridethrough.cli.Main",
                  "dev.ridethrough.cli.Main$*"));

  @Test
  void graceIsPure() {
    check(
        classes()
            .that()
            .resideInAPackage("dev.ridethrough.grace..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                "java..", "org.jspecify..", "dev.ridethrough.grace..", "dev.ridethrough.wire.."));
  }

  /// Who executes requests asks it, not the other way round.
  @Test
  void theJournalKnowsNothingOfToolsAndConnections() {
    check(
        classes()
            .that()
            .resideInAPackage("dev.ridethrough.journal..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                "java..",
                "org.jspecify..",
                "dev.ridethrough.journal..",
                "dev.ridethrough.machine"));
  }

  @Test
  void nothingImportsCli() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("dev.ridethrough.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.ridethrough.cli.."));
  }

  @Test
  void onlyTheRealMachineTouchesTheMachine() {
    checkSimulatedSeesNo(
        named(
            "java.lang.foreign.*",
            "java.lang.Process*",
            "java.lang.Runtime",
            "java.lang.Thread$*",
            "java.lang.ThreadLocal",
            "java.nio.channels.*",
            "java.nio.file.FileSystem",
            "java.nio.file.FileSystems",
            "java.nio.file.Files",
            "java.nio.file.Watch*",
            "java.sql.*",
            "java.util.Timer*",
            "javax.sql.*",
            "org.newsclub.*",
            "org.sqlite.*",
            "sun.*"));
  }

  /// The machine has its own; the JDK's lock with monitors.
  @Test
  void onlyTheRealMachineTouchesFilesAndStreams() {
    DescribedPredicate<JavaClass> inMemory =
        named("java.io.ByteArray*", "java.io.String*", "java.io.PrintWriter");
    checkSimulatedSeesNo(
        assignableTo("java.io.InputStream")
            .or(assignableTo("java.io.OutputStream"))
            .or(assignableTo("java.io.Reader"))
            .or(assignableTo("java.io.Writer"))
            .or(named("java.io.File", "java.io.RandomAccessFile", "java.io.Console"))
            .and(not(inMemory)));
  }

  @Test
  void timeEnvironmentAndRandomComeFromTheMachine() {
    checkSimulatedMakesNoAccess(
        to("java.lang.System", "nanoTime", "currentTimeMillis", "getenv", "in", "out", "err"),
        to("java.lang.System", "exit", "identityHashCode"),
        to("java.time.*", "now"),
        to("java.time.Clock", "system*", "tick*"),
        to("java.lang.Math", "random"),
        to("java.util.UUID", "randomUUID"),
        to("java.util.concurrent.ThreadLocalRandom"),
        to("java.security.SecureRandom"),
        to("java.util.random.RandomGenerator", "of", "getDefault"),
        to("java.util.*Random", "<init>").and(parameters(n -> n == 0)));
  }

  /// What it started would go on beside its second execution: children outlive the lease.
  @Test
  void whatStartsProcessesIsNotTransactional() {
    ArchRule rule =
        noClasses()
            .that(assignableTo("dev.ridethrough.engine.Tool$Transactional"))
            .or(assignableTo("dev.ridethrough.engine.Tool$Effect"))
            .should()
            .transitivelyDependOnClassesThat(
                named("java.lang.Process", "java.lang.ProcessBuilder", "java.lang.Runtime"));
    check(rule);
  }

  @Test
  void onlyTheMachineSleepsOrWaitsForATime() {
    checkSimulatedMakesNoAccess(
        to("java.lang.Object", "wait", "notify*"),
        to("java.lang.Thread", "sleep"),
        to("java.util.concurrent.TimeUnit", "sleep", "timedWait", "timedJoin"),
        to("java.util.concurrent.*", "awaitNanos", "awaitUntil", "parkNanos", "parkUntil"),
        taking("java.util.concurrent.TimeUnit"));
  }

  @Test
  void onlyTheMachineStartsThreads() {
    checkSimulatedMakesNoAccess(
        to("java.lang.Thread", "<init>", "start*", "of*", "join"),
        to("java.util.concurrent.*Executor*"),
        to("java.util.concurrent.ForkJoin*"),
        to("java.util.concurrent.StructuredTaskScope*"),
        to("java.util.concurrent.Complet*", "*Async"),
        to("java.util.*", "parallelStream", "parallel"));
  }

  /// The order of these may differ from run to run; that of nothing and of one thing does not.
  @Test
  void collectionsHaveAnOrder() {
    checkSimulatedMakesNoAccess(
        to("java.util.Hash*", "<init>"),
        to("java.util.IdentityHashMap", "<init>"),
        to("java.util.WeakHashMap", "<init>"),
        to("java.util.Set", "of").and(parameters(n -> n > 1).or(taking("[*"))),
        to("java.util.Set", "copyOf"),
        to("java.util.Map", "of").and(parameters(n -> n > 2)),
        to("java.util.Map", "ofEntries", "copyOf"),
        to("java.util.stream.Collectors", "to*Set", "toUnmodifiableMap"),
        to("java.util.stream.Collectors", "toMap").and(parameters(n -> n < 4)),
        to("java.util.stream.Collectors", "groupingBy").and(parameters(n -> n < 3)));
  }

  /// Its functions run under a monitor, where nothing may block, and its order differs from run to
  /// run.
  @Test
  void concurrentMapsAreOnlyPutAndGot() {
    Predicate<JavaAccess<?>> map = to("java.util.concurrent.Concurrent*Map");
    checkSimulatedMakesNoAccess(
        map.and(taking("java.util.function.*")),
        map.and(to("*", "entrySet", "keySet", "keys", "values", "elements")));
  }

  @Test
  void staticInitialisersDoNotBlock() {
    Predicate<JavaAccess<?>> initialiser = it -> it.getOrigin() instanceof JavaStaticInitializer;
    Predicate<JavaAccess<?>> port =
        to("dev.ridethrough.machine.*").and(it -> it.getTargetOwner().isInterface());
    checkSimulatedMakesNoAccess(
        initialiser.and(port), initialiser.and(to("java.util.concurrent.locks.*")));
  }

  @Test
  void noMutableStatics() {
    check(fields().that().areStatic().should().beFinal());
  }

  @Test
  void noSharedStatics() {
    check(
        fields()
            .that()
            .areStatic()
            .should()
            .haveRawType(
                not(named("java.util.concurrent.*Atomic*", "java.util.concurrent.Concurrent*"))
                    .as("no atomics and no concurrent collections")));
  }

  @Test
  void noSynchronizedMethods() {
    check(methods().should().notHaveModifier(JavaModifier.SYNCHRONIZED));
  }

  @Test
  void noSynchronizedBlocks() {
    check(classes().should(new EnterNoMonitor()));
  }

  @Test
  void testsDoNotSleep() {
    noClasses()
        .should()
        .accessTargetWhere(anyOf(to("java.lang.Thread", "sleep"), to("*TimeUnit", "sleep")))
        .because("a test waits for a condition")
        .check(imported(new ImportOption.OnlyIncludeTests()));
  }

  private static JavaClasses imported(ImportOption which) {
    return new ClassFileImporter().withImportOption(which).importPackages("dev.ridethrough");
  }

  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(CORE);
  }

  private static void checkSimulatedSeesNo(DescribedPredicate<JavaClass> target) {
    check(noClasses().that(SIMULATED).should().dependOnClassesThat(target));
  }

  @SafeVarargs
  private static void checkSimulatedMakesNoAccess(Predicate<JavaAccess<?>>... accesses) {
    check(noClasses().that(SIMULATED).should().accessTargetWhere(anyOf(accesses)));
  }

  private static DescribedPredicate<JavaClass> named(String... globs) {
    return describe(String.join(", ", globs), it -> matches(it.getName(), globs));
  }
}
