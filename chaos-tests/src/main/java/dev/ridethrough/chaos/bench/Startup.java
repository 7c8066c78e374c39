package dev.ridethrough.chaos.bench;

import dev.ridethrough.chaos.bench.BenchReport.Group;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Measures how long the daemon takes to start, in each way in which it is packaged. They take
/// turns in one run.
public final class Startup {
  private static final int WARM_UP = 2;

  private final Samples bare = new Samples();
  private final Children children;
  private final List<Starter> starters;

  private Startup(App app, App image) throws IOException {
    this.children = app.children();
    App plain = new App(withoutCaches(app.folder(), children.folder().resolve("plain")), children);
    this.starters =
        List.of(
            new Starter("plain", "the app folder, on the JDK, without its AOT caches", plain),
            new Starter("AOT cache", "the app folder as it is, on the JDK", app),
            new Starter("image", "the app image: its own runtime, and its AOT caches", image));
  }

  /// Runs all of it; takes about a second per start on an idle machine.
  ///
  /// @param app the packaged app
  /// @param image the app image
  /// @param starts how many starts of each to measure
  /// @throws IOException when something could not be measured
  public static BenchReport run(Path app, Path image, int starts, Ticker ticker)
      throws IOException {
    MachineInfo machine = MachineInfo.now();
    try (Children children = Children.inNewFolder()) {
      Startup startup = new Startup(new App(app, children), new App(image, children));
      startup.measure(starts, ticker);
      return startup.report(machine, starts);
    } finally {
      ticker.clear();
    }
  }

  private void measure(int starts, Ticker ticker) throws IOException {
    try {
      for (int i = 0; i < WARM_UP + starts; i++) {
        ticker.show("starts", i, WARM_UP + starts);
        turn(i >= WARM_UP);
      }
    } catch (IOException e) {
      throw new IOException(e.getMessage() + "; what was started said: " + children.said(), e);
    }
  }

  private void turn(boolean counts) throws IOException {
    javaVersion(counts);
    for (Starter starter : starters) {
      starter.start(counts);
    }
  }

  private void javaVersion(boolean counts) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    long started = System.nanoTime();
    Process process = children.start(List.of(java, "-version"));
    Waits.join(process.onExit(), "the end of `java -version`");
    if (counts) {
      bare.add(System.nanoTime() - started);
    }
    children.kill(process);
  }

  private BenchReport report(MachineInfo machine, int starts) throws IOException {
    for (Starter starter : starters) {
      starter.close();
    }
    Row.Measured java = Row.of("java -version", "to its end; the JDK, nothing of ours", bare);
    List<Row.Measured> greeted = starters.stream().map(Starter::greeted).toList();
    String note =
        "from the start of the launcher to the greeting, read by a connection made once the path is there; %d after %d that don't count"
            .formatted(starts, WARM_UP);
    List<Group> groups =
        List.of(
            new Group(
                "Exec to bind",
                "to the rename of the listening socket to its path; the same starts",
                starters.stream().map(Starter::bound).toList()),
            new Group(
                "Exec to greeting",
                note,
                Stream.concat(Stream.of(java), greeted.stream()).toList()),
            new Group(
                "Processor time until the greeting",
                "of all threads, as the kernel counts it, by 10 ms; others' load matters less to it",
                starters.stream().map(Starter::worked).toList()));
    String verdict = verdict(java.figures(), greeted);
    return new BenchReport(machine, MachineInfo.now().load(), starts, groups, verdict);
  }

  private static String verdict(Row.Figures java, List<Row.Measured> greeted) {
    double plain = greeted.getFirst().figures().p50Micros();
    double image = greeted.getLast().figures().p50Micros();
    return String.format(
        Locale.ROOT,
        "The image greets after %.0f ms: %.1f times sooner than plain, and %.1f times a bare `java -version`.",
        image / 1e3,
        plain / image,
        image / java.p50Micros());
  }

  /// The same app, file by file, but for its caches.
  static Path withoutCaches(Path app, Path copy) throws IOException {
    Files.createDirectories(copy.resolve("lib"));
    Files.createDirectories(copy.resolve("bin"));
    Files.copy(app.resolve("bin/ridethrough"), copy.resolve("bin/ridethrough"));
    try (Stream<Path> lib = Files.list(app.resolve("lib"))) {
      for (Path part : lib.filter(it -> !it.toString().endsWith(".aot")).toList()) {
        Files.createSymbolicLink(copy.resolve("lib").resolve(part.getFileName()), part);
      }
    }
    return copy;
  }
}
