package dev.ridethrough.chaos.cli;

import dev.ridethrough.chaos.foreign.ForeignReport;
import dev.ridethrough.chaos.foreign.ForeignResult;
import dev.ridethrough.chaos.foreign.ForeignRow;
import dev.ridethrough.chaos.foreign.ForeignRun;
import dev.ridethrough.chaos.report.Terminal;
import dev.ridethrough.grace.Delivery;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "clients",
    mixinStandardHelpOptions = true,
    description =
        "Restarts the daemon under MCP clients that others wrote: the official Java SDK's and the"
            + " Inspector. Not one of their calls may fail.",
    exitCodeListHeading = "Exit status:%n",
    exitCodeList = {
      "0:HELD: no call failed, was executed twice or was lost",
      "1:BROKEN",
      "2:VACUOUS: fewer than ten restarts inside the load of one client, or than five by SIGKILL",
      "3:INVALID: a client could not be run",
      "64:wrong usage"
    })
final class ClientsCommand implements Callable<Integer> {
  private static final int MAX_RESTARTS = 10_000;

  @Spec private CommandSpec spec = CommandSpec.create(); // picocli sets it
  @Mixin private AppOption app = new AppOption();

  @Option(
      names = "--restarts",
      paramLabel = "N",
      defaultValue = "10",
      description =
          "How many inside the load of each client, half by SIGKILL (default: ${DEFAULT-VALUE}).")
  private int restarts = 10;

  @Option(
      names = "--client",
      paramLabel = "CLIENT",
      description =
          "Only this one: sdk, inspector (a process for each call), load. Repeatable (default: all).")
  private List<ForeignRow.Client> clients = List.of(ForeignRow.Client.values());

  @Option(
      names = "--era",
      paramLabel = "ERA",
      description =
          "Only this era of MCP: legacy, modern. Repeatable (default: all that the client speaks).")
  private List<ForeignRow.Era> eras = List.of(ForeignRow.Era.values());

  @Option(
      names = "--delivery",
      paramLabel = "HOW",
      defaultValue = "exactly-once",
      converter = DeliveryOption.Converter.class,
      description =
          "How the proxies deliver: exactly-once, or at-most-once, with which calls fail"
              + " (default: ${DEFAULT-VALUE}).")
  private Delivery delivery = Delivery.EXACTLY_ONCE;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of signals and times (default: random, printed).")
  private @Nullable Long seed;

  @Option(
      names = "--inspector",
      paramLabel = "DIR",
      defaultValue = "${sys:ridethrough.inspector}",
      description = "Where the Inspector was installed by npm (default: ${DEFAULT-VALUE}).")
  private Path inspector = Path.of("");

  @Option(
      names = "--report",
      paramLabel = "DIR",
      defaultValue = "target/clients",
      description = "Where clients.json and logs go (default: ${DEFAULT-VALUE}).")
  private Path report = Path.of("target/clients");

  private final PrintStream out = System.out;

  @Override
  public Integer call() throws IOException {
    if (restarts < 0 || restarts > MAX_RESTARTS) {
      throw new ParameterException(
          spec.commandLine(), "--restarts must be 0 to " + MAX_RESTARTS + ".");
    }
    List<ForeignRow> rows = ForeignRow.of(clients, eras);
    if (rows.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "the Java SDK's client speaks the legacy era only.");
    }
    Long given = seed;
    long number = given == null ? new SecureRandom().nextInt(1_000_000) : given;
    ForeignRun run =
        new ForeignRun(
            app.path(), inspector.toAbsolutePath().normalize(), delivery, restarts, number, report);
    List<ForeignResult> results = new ArrayList<>();
    for (ForeignRow row : rows) {
      results.add(run(run, row));
    }
    ForeignReport all = ForeignReport.of(delivery.text(), number, results);
    all.write(report);
    out.printf("%n%s", all.table());
    return all.verdict().exitCode();
  }

  private ForeignResult run(ForeignRun run, ForeignRow row) {
    boolean live = Terminal.isPresent();
    out.printf("%s ...%s", row.title(), live ? "" : System.lineSeparator());
    out.flush();
    ForeignResult result =
        run.run(
            row,
            progress -> {
              if (live) {
                out.printf("\r%s ... %s", row.title(), progress);
                out.flush();
              }
            });
    if (live) {
      out.println();
    }
    return result;
  }
}
