package dev.ridethrough.chaos.release;

import dev.ridethrough.chaos.world.run.Time;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/// What is done in one part while its sessions go on.
///
/// @param bad NEW with something planted in it; used by the parts that are about it
/// @param ticker is told each step
record Trial(
    Part part,
    Stage stage,
    Service service,
    Updater updater,
    Build old,
    Build fresh,
    Build bad,
    Time time,
    Consumer<String> ticker,
    List<Update> updates,
    List<String> wrong) {
  private static final Duration BEFORE = Duration.ofMillis(1_500);
  private static final Duration BETWEEN = Duration.ofMillis(600);

  /// In which a daemon that has been started must serve.
  private static final long SERVE_MILLIS = 15_000;

  private static final long LIMIT_MILLIS = 30_000;

  Trial(
      Part part,
      Stage stage,
      Service service,
      Updater updater,
      Build old,
      Build fresh,
      Build bad,
      Time time,
      Consumer<String> ticker) {
    this(
        part,
        stage,
        service,
        updater,
        old,
        fresh,
        bad,
        time,
        ticker,
        new ArrayList<>(),
        new ArrayList<>());
  }

  void run() throws IOException {
    if (part.isHarsh()) {
      service.beHarsh();
    }
    pause(BEFORE);
    switch (part) {
      case FORTH, FORTH_KILLED -> update(fresh);
      case BACK, BACK_KILLED -> update(old);
      case NEW_PROXIES -> restart();
      case NO_START, CRASH, CRASH_LATER -> refuse();
      case CUT -> cut();
    }
    pause(BEFORE);
  }

  private void pause(Duration some) {
    time.machine().sleep(some);
  }

  private void restart() throws IOException {
    ticker.accept("restart");
    service.restart();
    expect(old, "a restart");
    pause(BEFORE);
    ticker.accept("kill -9");
    service.beHarsh();
    service.restart();
    expect(old, "a restart by SIGKILL");
  }

  private void update(Build to) throws IOException {
    Update update = note(updater.run(to));
    if (update.status() != Update.UPDATED) {
      wrong.add(update.words() + ": " + update.said());
    } else {
      expect(to, update.words());
    }
  }

  private void refuse() throws IOException {
    Update update = note(updater.run(bad));
    wrong.addAll(unlikeRollBack(update));
    expect(old, update.words());
  }

  /// What is wrong with the end of an update to a version whose daemon can't serve.
  static List<String> unlikeRollBack(Update update) {
    return update.status() == Update.ROLLED_BACK
        ? List.of()
        : List.of(
            "%s instead of %d, as one that went back: %s"
                .formatted(update.words(), Update.ROLLED_BACK, update.said()));
  }

  private void cut() throws IOException {
    Build to = fresh;
    for (Step step : Step.values()) {
      Update killed = note(updater.run(to, step));
      whole(killed);
      pause(BETWEEN);
      if (killed.killedAt() != null) {
        update(to);
      } else if (killed.status() != Update.UPDATED) {
        wrong.add(killed.words() + ": " + killed.said());
      }
      pause(BETWEEN);
      to = to.equals(fresh) ? old : fresh;
    }
  }

  private Update note(Update update) {
    updates.add(update);
    ticker.accept(update.words());
    return update;
  }

  /// A version that runs must be installed, whatever was cut off.
  private void whole(Update cut) throws IOException {
    List<String> command = List.of(stage.launcher().toString(), "--version");
    Programs.Ended asked =
        Programs.run(command, stage.environment(), LIMIT_MILLIS, stage.log("version"));
    if (!asked.succeeded()) {
      wrong.add(cut.words() + ", and what is installed does not run: " + asked.said());
    }
  }

  /// That build must be installed, and its daemon serve.
  private void expect(Build build, String after) throws IOException {
    if (!build.isAt(stage.current())) {
      wrong.add("after " + after + " another version than " + build.name() + " is installed");
      return;
    }
    Generation running = service.generation();
    if (running == null || !time.await(running.serving(), SERVE_MILLIS)) {
      wrong.add(
          String.format(
              Locale.ROOT,
              "after %s no daemon of %s served within %d s",
              after,
              build.name(),
              SERVE_MILLIS / 1_000));
    } else if (!build.isAt(running.app())) {
      wrong.add("after " + after + " a daemon of another version than " + build.name() + " runs");
    }
  }

  /// How many updates were killed where they should be.
  int cuts() {
    return (int) updates.stream().filter(it -> it.killedAt() != null).count();
  }
}
