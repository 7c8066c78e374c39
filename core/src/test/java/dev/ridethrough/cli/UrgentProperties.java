package dev.ridethrough.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ridethrough.machine.Machine;
import dev.ridethrough.machine.TestMachine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// What is read without picocli is what picocli reads.
class UrgentProperties {
  private static final List<String> WORDS =
      List.of(
          "--home",
          "--home=/h",
          "--home=",
          "--socket",
          "--socket=/s",
          "--drain",
          "--drain=2s",
          "--durability",
          "--durability=power-loss",
          "--durability=none",
          "--socket-activated",
          "--socket-activated=false",
          "--grace",
          "--grace=soon",
          "--poll",
          "--poll=0ms",
          "--poll=200ms",
          "--delivery",
          "--delivery=at-most-once",
          "--json",
          "--help",
          "-h",
          "--version",
          "-V",
          "--",
          "-",
          "@file",
          "@@file",
          "/tmp/x",
          "a=b",
          "1s",
          "8s",
          "0s",
          "echo",
          "{}",
          "{\"text\":\"a b\"}",
          "{nonsense",
          "",
          " ",
          "\"q\"",
          "'q'",
          "run",
          "daemon",
          "power-loss",
          "at-most-once",
          "exactly-once",
          "--hom",
          "--nonsense",
          "a\0b");

  @Provide
  Arbitrary<List<String>> lines() {
    Arbitrary<List<String>> command =
        Arbitraries.of(
            List.of("daemon", "run"), List.of("serve"), List.of("call", "echo"), List.of("call"));
    Arbitrary<List<String>> rest = Arbitraries.of(WORDS).list().ofMaxSize(6);
    return command.flatMap(first ->
        rest.map(more -> {
          List<String> all = new ArrayList<>(first);
          all.addAll(more);
          return all;
        }));
  }

  @Property(tries = 4000)
  void whatIsReadWithoutPicocliIsWhatPicocliReads(@ForAll("lines") List<String> words) {
    Machine machine = new TestMachine().port();
    Console console = new Console(machine);
    String[] args = words.toArray(String[]::new);
    Callable<Integer> urgent = new Urgent(machine, console).command(args);
    Optional<Object> picocli = picocli(RootCommand.line(machine, console), args);
    Statistics.collect(urgent != null ? "urgent" : picocli.isPresent() ? "left" : "wrong");
    if (urgent != null) {
      assertThat(picocli).as("picocli's").contains(wish(urgent));
    }
  }

  private static Optional<Object> picocli(CommandLine line, String... args) {
    try {
      ParseResult result = line.parseArgs(args);
      while (result.hasSubcommand()) {
        result = result.subcommand();
      }
      boolean helps = result.isUsageHelpRequested() || result.isVersionHelpRequested();
      return helps ? Optional.empty() : Optional.of(wish(result.commandSpec().userObject()));
    } catch (ParameterException | UserException e) {
      return Optional.empty();
    }
  }

  private static Object wish(@Nullable Object command) {
    return switch (command) {
      case DaemonRun it -> it.wish();
      case ServeCommand it -> it.wish();
      case CallCommand it -> it.wish();
      case null, default -> throw new AssertionError("what command is " + command + "?");
    };
  }
}
