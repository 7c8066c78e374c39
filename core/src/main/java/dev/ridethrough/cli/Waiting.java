package dev.ridethrough.cli;

import dev.ridethrough.grace.Delivery;
import dev.ridethrough.grace.Grace;
import dev.ridethrough.grace.Poll;
import dev.ridethrough.proxy.ProxySettings;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// How a proxy rides out a restart.
final class Waiting {
  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec; // picocli sets it, and is not loaded without

  @Option(
      names = "--grace",
      paramLabel = "DURATION",
      defaultValue = "8s",
      description = "How long a request may be without a daemon (default: ${DEFAULT-VALUE}).")
  private Duration grace = Grace.DEFAULT_WINDOW;

  @Option(
      names = "--poll",
      paramLabel = "DURATION",
      description =
          "Look for the daemon at this interval, such as 200ms, and don't watch its directory"
              + " (default: watch, and poll every 20 to 50 ms, less often the longer it takes).")
  private @Nullable Duration poll;

  @Option(
      names = "--delivery",
      paramLabel = "HOW",
      defaultValue = "exactly-once",
      description =
          "What becomes of a request whose daemon died after it took it. exactly-once: the next"
              + " daemon's journal is asked; a daemon without one is treated as with at-most-once."
              + " at-most-once: its outcome is unknown (default: ${DEFAULT-VALUE}).")
  private Delivery delivery = Grace.DEFAULT_DELIVERY;

  Waiting() {}

  Waiting(Duration grace, @Nullable Duration poll, Delivery delivery) {
    this.grace = grace;
    this.poll = poll;
    this.delivery = delivery;
  }

  ProxySettings settings(Path socket) {
    Duration interval = poll;
    if (interval != null && interval.isZero() && spec != null) {
      throw new ParameterException(
          spec.commandLine(), "--poll must be at least 1ms: it is how long to wait between looks.");
    }
    Poll looks = interval == null ? Poll.JITTERED : Poll.every(interval.toMillis());
    Grace how = Grace.of(grace, looks).with(delivery);
    return new ProxySettings(socket, how, interval == null, Version.text());
  }
}
