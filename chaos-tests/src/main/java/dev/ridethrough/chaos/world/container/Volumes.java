package dev.ridethrough.chaos.world.container;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ridethrough.chaos.history.Printable;
import dev.ridethrough.chaos.scenario.Fault;
import dev.ridethrough.chaos.world.run.Seen;
import dev.ridethrough.chaos.world.run.Surroundings;
import dev.ridethrough.chaos.world.run.Undo;
import dev.ridethrough.machine.Connection;
import dev.ridethrough.machine.Timer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/// What lies around the daemon, with what an engine adds.
final class Volumes implements Surroundings {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int LONGEST_GREETING = 4096;
  private static final int LONGEST_VERSION = 100;
  private static final Duration GREETING_LIMIT = Duration.ofSeconds(1);

  private final Surroundings around;
  private final ContainerDriver driver;
  private volatile boolean readOnly;
  private volatile boolean other;

  Volumes(Surroundings around, ContainerDriver driver) {
    this.around = around;
    this.driver = driver;
  }

  /// Whether who is started now must not write to the socket's volume.
  boolean isReadOnly() {
    return readOnly;
  }

  /// Whether daemons that are started now are of the other image.
  boolean isOther() {
    return other;
  }

  @Override
  public Undo place(Fault fault) throws IOException {
    return switch (fault) {
      case READ_ONLY_VOLUME -> {
        readOnly = true;
        yield () -> {
          readOnly = false;
          return Seen.of(true, "it was mounted so");
        };
      }
      case IMAGE_REPLACED -> {
        other = !other;
        yield () -> {
          String version = version();
          return version.isEmpty()
              ? Seen.of(driver.runsOther() == other, "nobody greeted; as the engine says")
              : Seen.of(
                  other == version.equals(Images.OTHER_VERSION),
                  "version " + version + " answered");
        };
      }
      case RESTART_POLICY ->
          () -> {
            int restarts = driver.restarts();
            return Seen.of(restarts > 0, "it did so " + restarts + " times");
          };
      default -> around.place(fault);
    };
  }

  /// What the daemon that serves calls itself; empty when none greets in time, as one that stands
  /// at a kill point can't.
  private String version() {
    try (Connection connection = driver.machine().sockets().connect(socket())) {
      Timer watchdog = driver.machine().after(GREETING_LIMIT, connection::close);
      try {
        byte[] greeting = new byte[LONGEST_GREETING];
        int n = connection.read(greeting, 0, greeting.length);
        String version = n <= 0 ? "" : MAPPER.readTree(greeting, 0, n).path("version").asText();
        return Printable.escaped(version, LONGEST_VERSION);
      } finally {
        watchdog.cancel();
      }
    } catch (IOException e) {
      return "";
    }
  }

  @Override
  public Path socket() {
    return around.socket();
  }

  @Override
  public String socketIdentity() {
    return around.socketIdentity();
  }

  @Override
  public String lockText() {
    return around.lockText();
  }

  @Override
  public boolean delete(Thing thing) throws IOException {
    return around.delete(thing);
  }

  @Override
  public void makeDirectory() throws IOException {
    around.makeDirectory();
  }

  @Override
  public Undo fillDisk() throws IOException {
    return around.fillDisk();
  }
}
