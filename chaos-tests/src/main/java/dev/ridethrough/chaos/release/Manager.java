package dev.ridethrough.chaos.release;

import dev.ridethrough.chaos.world.run.Time;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

/// Stands in for systemd's user manager, on any machine: answers what the `systemctl` of a [Stage]
/// is asked, for the one service that there is.
final class Manager implements AutoCloseable {
  private static final Duration LOOK = Duration.ofMillis(5);
  private static final String CALL = ".call";
  private static final String UNIT = "ridethrough.service";

  private final Stage stage;
  private final Service service;
  private final Time time;
  private volatile BiConsumer<String, Boolean> listener = (_, _) -> {};
  private volatile boolean enabled;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private volatile boolean closed;

  Manager(Stage stage, Service service, Time time) {
    this.stage = stage;
    this.service = service;
    this.time = time;
    time.machine().start("manager", this::serve);
  }

  /// Tells what it is asked: the verb, and whether that is done; before that nothing has happened.
  void listen(BiConsumer<String, Boolean> other) {
    listener = other;
  }

  private void serve() {
    try {
      while (!closed) {
        look();
        time.machine().sleep(LOOK);
      }
    } finally {
      ended.complete(null);
    }
  }

  private void look() {
    try (DirectoryStream<Path> calls = Files.newDirectoryStream(stage.calls(), "*" + CALL)) {
      for (Path call : calls) {
        List<String> words = Files.readAllLines(call);
        Files.delete(call);
        time.machine().start("systemctl", () -> answer(call, words));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void answer(Path call, List<String> words) {
    String verb = words.size() > 1 ? words.get(1) : "";
    tell(verb, false);
    String reply = words.getFirst().equals("--user") ? reply(verb, words) : refused(words);
    String name = call.getFileName().toString();
    Path file = call.resolveSibling(name.replace(CALL, ".reply"));
    try {
      Path unfinished = call.resolveSibling(name.replace(CALL, ".unfinished"));
      Files.writeString(unfinished, reply);
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    tell(verb, true);
  }

  private void tell(String verb, boolean done) {
    listener.accept(verb, done);
  }

  private String reply(String verb, List<String> words) {
    try {
      return "0\n" + done(verb, words);
    } catch (IOException | UncheckedIOException | IllegalStateException e) {
      return "1\n" + e.getMessage();
    }
  }

  private static String refused(List<String> words) {
    return "1\nthe stand-in for systemctl does not know: " + String.join(" ", words);
  }

  private String done(String verb, List<String> words) throws IOException {
    switch (verb) {
      case "daemon-reload" -> {
        if (Files.exists(stage.unit())) {
          service.load(UnitFile.read(stage.unit()));
        }
      }
      case "enable" -> enabled = true;
      case "disable" -> enabled = false;
      case "start" -> service.start();
      case "stop" -> service.stop();
      case "restart" -> service.restart();
      case "show" -> {
        return show();
      }
      case "is-active" -> {
        return service.active();
      }
      case "is-enabled" -> {
        return enabled ? "enabled" : "disabled";
      }
      default -> throw new IOException(refused(words).substring(2));
    }
    return "";
  }

  private String show() {
    boolean loaded = service.isLoaded();
    Generation generation = service.generation();
    long pid = generation != null && generation.isAlive() ? generation.pid() : 0;
    return String.join(
        "\n",
        "Id=" + UNIT,
        "LoadState=" + (loaded ? "loaded" : "not-found"),
        "ActiveState=" + service.active(),
        "UnitFileState=" + (loaded ? enabled ? "enabled" : "disabled" : ""),
        "Result=success",
        "FragmentPath=" + (loaded ? stage.unit() : ""),
        "MainPID=" + pid,
        "NRestarts=" + service.restarts());
  }

  /// Returns when nothing is looked at any more.
  @Override
  public void close() {
    closed = true;
    ended.join();
  }
}
