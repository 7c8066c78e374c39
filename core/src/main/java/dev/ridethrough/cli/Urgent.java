package dev.ridethrough.cli;

import dev.ridethrough.daemon.DaemonSettings;
import dev.ridethrough.grace.Delivery;
import dev.ridethrough.grace.Grace;
import dev.ridethrough.machine.Durability;
import dev.ridethrough.machine.Machine;
import dev.ridethrough.wire.BadMessageException;
import dev.ridethrough.wire.Durations;
import dev.ridethrough.wire.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/// Reads the commands that somebody may wait for in an outage. Picocli takes a tenth of a second to
/// load, which is more than all else that the daemon does before it binds; so it is asked only
/// where this can't tell at once what is meant: for help, and for whatever may be wrong.
///
/// What this reads, picocli reads alike; a test holds that.
final class Urgent {
  private static final List<String> WHERE = List.of("--home", "--socket");
  private static final List<String> WAITING = List.of("--grace", "--poll", "--delivery");
  private static final List<String> DRAIN = List.of("--drain");
  private static final List<String> DURABILITY = List.of("--durability");

  private final Machine machine;
  private final Console console;

  Urgent(Machine machine, Console console) {
    this.machine = machine;
    this.console = console;
  }

  /// The command that the words are, ready to be called; null when picocli has to look at them.
  @Nullable Callable<Integer> command(String... words) {
    List<String> rest = List.of(words);
    try {
      return switch (rest.isEmpty() ? "" : rest.getFirst()) {
        case "daemon" ->
            rest.size() > 1 && rest.get(1).equals("run")
                ? daemon(rest.subList(2, rest.size()))
                : null;
        case "serve" -> serve(rest.subList(1, rest.size()));
        case "call" -> call(rest.subList(1, rest.size()));
        default -> null;
      };
    } catch (BadMessageException | IllegalArgumentException | UserException e) {
      return null; // picocli says it with the usage
    }
  }

  private @Nullable DaemonRun daemon(List<String> words) throws BadMessageException {
    Words read = Words.read(words, List.of(WHERE, DRAIN, DURABILITY), "--socket-activated");
    if (read == null || !read.others().isEmpty()) {
      return null;
    }
    String durability = read.value("--durability");
    return new DaemonRun(
        machine,
        where(read),
        drain(read),
        durability == null ? Durability.PROCESS_CRASH : Durability.of(durability),
        read.hasFlag());
  }

  private @Nullable ServeCommand serve(List<String> words) throws BadMessageException {
    Words read = Words.read(words, List.of(WHERE, WAITING, DRAIN), "");
    if (read == null || !read.others().isEmpty()) {
      return null;
    }
    return new ServeCommand(machine, where(read), waiting(read), drain(read));
  }

  private @Nullable CallCommand call(List<String> words) throws BadMessageException {
    Words read = Words.read(words, List.of(WHERE, WAITING), "--json");
    if (read == null || read.others().isEmpty() || read.others().size() > 2) {
      return null;
    }
    String arguments = read.others().size() == 1 ? "{}" : read.others().getLast();
    Json.object(arguments.getBytes(StandardCharsets.UTF_8)); // or it is wrong
    return new CallCommand(
        machine,
        console,
        where(read),
        waiting(read),
        new CallCommand.Asked(read.others().getFirst(), arguments, read.hasFlag()));
  }

  private Where where(Words read) {
    return new Where(machine, path(read.value("--home")), path(read.value("--socket")));
  }

  private static @Nullable Path path(@Nullable String text) {
    return text == null ? null : Where.path(text);
  }

  private static Waiting waiting(Words read) throws BadMessageException {
    String delivery = read.value("--delivery");
    Duration poll = duration(read, "--poll", Duration.ZERO);
    if (poll.isZero() && read.value("--poll") != null) {
      throw new BadMessageException("no time at all");
    }
    return new Waiting(
        duration(read, "--grace", Grace.DEFAULT_WINDOW),
        poll.isZero() ? null : poll,
        delivery == null ? Grace.DEFAULT_DELIVERY : Delivery.of(delivery));
  }

  private static Duration drain(Words read) throws BadMessageException {
    return duration(read, "--drain", DaemonSettings.DEFAULT_DRAIN);
  }

  private static Duration duration(Words read, String option, Duration usual)
      throws BadMessageException {
    String text = read.value(option);
    return text == null ? usual : Durations.parse(text);
  }
}
