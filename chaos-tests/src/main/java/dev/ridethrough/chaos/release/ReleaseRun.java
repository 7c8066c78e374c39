package dev.ridethrough.chaos.release;

import dev.ridethrough.chaos.scenario.Scenario;
import dev.ridethrough.chaos.world.Targets;
import dev.ridethrough.chaos.world.process.Ledgers;
import dev.ridethrough.chaos.world.process.ProcessWorld;
import dev.ridethrough.chaos.world.run.Driver.Effect;
import dev.ridethrough.chaos.world.run.Time;
import dev.ridethrough.grace.Delivery;
import dev.ridethrough.machine.real.RealMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Updates from one build to another and back, under live sessions.
///
/// @param old the build that is in use
/// @param fresh the build that shall be released
public record ReleaseRun(Build old, Build fresh, Path room, Time time) {
  private static final int PROXIES = 3;
  private static final long LIMIT_MILLIS = 60_000;

  /// @param room an empty folder with a short path
  public ReleaseRun(Build old, Build fresh, Path room) {
    this(
        old,
        fresh,
        room,
        new Time(new RealMachine(), () -> CompletableFuture.completedFuture(null)));
  }

  /// The build whose command installs both.
  ///
  /// @throws BadBuildException when neither has one
  public Build updater() throws BadBuildException {
    if (!fresh.updates() && !old.updates()) {
      throw new BadBuildException("neither OLD nor NEW has the command `update`");
    }
    return fresh.updates() ? fresh : old;
  }

  /// Runs one part, from a home with nothing in it.
  ///
  /// @param number tells this run from the others
  /// @param ticker is told each step
  public PartResult run(Part part, int number, long seed, Consumer<String> ticker)
      throws BadBuildException, IOException {
    Stage stage = Stage.make(room.resolve(Integer.toString(number)));
    String name = part.name().toLowerCase(Locale.ROOT).replace('_', '-');
    Scenario scenario =
        new Scenario(
            "release-" + name,
            Sessions.WINDOW_MILLIS,
            Sessions.DRAIN_MILLIS,
            PROXIES,
            List.of(),
            seed);
    List<Sessions> sessions =
        Stream.of(Delivery.values())
            .filter(it -> old.delivers() || it == Delivery.AT_MOST_ONCE)
            .map(it -> new Sessions(it, stage, proxies(part), scenario, time))
            .toList();
    Chronicle chronicle = new Chronicle(sessions.stream().map(Sessions::recorder).toList());
    Service service = new Service(stage, chronicle, time);
    try (Manager manager = new Manager(stage, service, time)) {
      Trial trial =
          new Trial(
              part,
              stage,
              service,
              new Updater(stage, manager, updater(), time),
              old,
              fresh,
              bad(part, stage),
              time,
              ticker);
      try {
        install(trial, part.beginsWithNew() ? fresh : old);
        run(trial, sessions, seed);
      } finally {
        sessions.forEach(Sessions::kill);
        service.finish();
      }
      List<Effect> effects =
          Ledgers.read(Targets.simulated("", Delivery.EXACTLY_ONCE).oracle(), stage.home());
      return new PartResult(
          part,
          sessions.stream()
              .map(it ->
                  it.history(
                      effects.stream().filter(effect -> isOf(effect, it, sessions)).toList()))
              .toList(),
          trial.updates().size(),
          trial.cuts(),
          service.bitten(),
          trial.wrong());
    } catch (SQLException e) {
      throw new IOException("can't count the effects: " + e.getMessage(), e);
    } finally {
      ProcessWorld.delete(stage.calls());
    }
  }

  /// What is nobody's is told all.
  private static boolean isOf(Effect effect, Sessions one, List<Sessions> all) {
    return !one.isForeign(effect) || all.stream().allMatch(it -> it.isForeign(effect));
  }

  private List<Build> proxies(Part part) {
    return switch (part) {
      case FORTH, FORTH_KILLED, NO_START, CRASH, CRASH_LATER, CUT -> List.of(old);
      case BACK, BACK_KILLED -> List.of(old, fresh);
      case NEW_PROXIES -> List.of(fresh);
    };
  }

  private Build bad(Part part, Stage stage) throws IOException {
    Path folder = stage.room().resolve("bad");
    return switch (part) {
      case NO_START -> Planted.NO_START.in(fresh, folder);
      case CRASH -> Planted.CRASH.in(fresh, folder);
      case CRASH_LATER -> Planted.CRASH_LATER.in(fresh, folder);
      default -> fresh;
    };
  }

  private void install(Trial trial, Build first) throws IOException {
    Stage stage = trial.stage();
    trial.ticker().accept("installing " + first.name());
    Update update = trial.updater().run(first);
    if (update.status() != Update.UPDATED) {
      throw new IOException("could not install " + first.name() + ": " + update.said());
    }
    List<String> command =
        List.of(
            stage.launcher().toString(),
            "daemon",
            "install",
            "--home",
            stage.home().toString(),
            "--socket",
            stage.socket().toString(),
            "--drain",
            Sessions.DRAIN_MILLIS + "ms");
    Programs.Ended ended =
        Programs.run(command, stage.environment(), LIMIT_MILLIS, stage.log("install"));
    if (!ended.succeeded()) {
      throw new IOException(
          "could not install the service of " + first.name() + ": " + ended.said());
    }
  }

  private void run(Trial trial, List<Sessions> sessions, long seed) throws IOException {
    try {
      for (Sessions it : sessions) {
        it.open();
      }
      try (Load _ = new Load(sessions, seed, trial.part().pauseMillis(), time)) {
        trial.run();
      }
      leave(sessions);
    } catch (IOException e) {
      sessions.forEach(it -> it.fail(String.valueOf(e.getMessage())));
    }
  }

  private void leave(List<Sessions> sessions) {
    List<CompletableFuture<Void>> left = new ArrayList<>();
    for (Sessions it : sessions) {
      CompletableFuture<Void> done = new CompletableFuture<>();
      left.add(done);
      time.machine()
          .start(
              "leave",
              () -> {
                it.leave();
                done.complete(null);
              });
    }
    CompletableFuture.allOf(left.toArray(CompletableFuture[]::new)).join();
  }

  /// Saves what the processes of a run said.
  ///
  /// @param number of the run
  public void saveLogs(int number, Path folder) throws IOException {
    Files.createDirectories(folder);
    try (Stream<Path> logs = Files.list(room.resolve(Integer.toString(number)).resolve("logs"))) {
      for (Path log : logs.toList()) {
        Files.copy(log, folder.resolve(log.getFileName()));
      }
    }
  }

  /// Forgets a run.
  public void discard(int number) {
    ProcessWorld.delete(room.resolve(Integer.toString(number)));
  }
}
