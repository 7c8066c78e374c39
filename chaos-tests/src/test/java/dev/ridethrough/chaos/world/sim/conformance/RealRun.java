package dev.ridethrough.chaos.world.sim.conformance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// The same story on the real kernel, by real processes, compared line by line.
///
/// Where the simulated call returned, the real one is waited for. Where it still waits, the child
/// says as soon as its thread waits, too. That proves only that it waits at that moment; a call
/// that returns later than the one which should wake it would not be missed, though: whatever
/// returns unexpectedly by the end of the story, and a moment after that, is a disagreement.
final class RealRun implements AutoCloseable {
  private static final Duration MOMENT = Duration.ofMillis(3);

  private final Cast cast = Cast.HERE;
  private final Children children;
  private final RealStage stage;
  private final Answers answers;
  private final List<Child> players = new ArrayList<>();
  private final Names names = new Names();
  private final Map<Integer, Long> starved = new HashMap<>();
  private final Map<Integer, Line> waiting = new HashMap<>();
  private final WatchSlack slack = new WatchSlack();
  private final TreeSet<Integer> stopped = new TreeSet<>();

  RealRun(Children children, int story, Duration patience) {
    this.children = children;
    this.stage = new RealStage(children.folder(story));
    this.answers = new Answers(story, patience);
    for (int index = 0; index < cast.users().size(); index++) {
      Child child = children.take(cast.users().get(index));
      players.add(child);
      begin(index, child);
    }
    stage.look();
  }

  private void begin(int index, Child child) {
    names.add(index, child.pid());
    child.begin(answers, answers.story(), stage.folder());
  }

  /// @throws Disagreement when anything else comes of it here
  void follow(Line line) {
    perform(line);
    slack.before(line);
    if (line.waits()) {
      waiting.put(line.number(), line);
      untilItWaits(line);
    }
    line.returned().forEach((number, expected) -> compare(line, number, expected));
    forgetKilled(line);
    nothingElse(line, Duration.ZERO);
    if (line.call().changesFiles()) {
      same(line, "the folder", line.scene(), stage.look());
    }
  }

  private void forgetKilled(Line line) {
    if (line.call() instanceof Call.Kill) {
      waiting.values().removeIf(it -> it.process() == line.process());
    }
  }

  private void untilItWaits(Line line) {
    String outcome = answers.await(line.number(), true);
    while (mayComeTwice(line, outcome)) {
      again(line);
      outcome = answers.await(line.number(), true);
    }
    same(line, "line " + line.number(), "waits", translated(outcome));
  }

  private boolean mayComeTwice(Line line, String outcome) {
    return outcome.equals("true")
        && line.call() instanceof Call.Await await
        && slack.takeFrom(await.watch());
  }

  private void again(Line line) {
    players.get(line.process()).send("block " + line.number() + " " + Words.of(line.call()));
  }

  private void compare(Line line, int number, String expected) {
    Line caller = waiting.getOrDefault(number, line);
    if (caller.call() instanceof Call.Await await) {
      slack.returned(await.watch());
    }
    String outcome = answers.await(number, false);
    while (!outcome.equals(expected) && mayComeTwice(caller, outcome)) {
      again(caller);
      outcome = answers.await(number, false);
    }
    same(line, "line " + number, expected, translated(outcome));
    waiting.remove(number);
  }

  private String translated(String outcome) {
    return names.translate(outcome);
  }

  private void nothingElse(Line line, Duration within) {
    while (true) {
      Integer number = answers.any(within, waiting.keySet());
      if (number == null) {
        return;
      }
      Line caller = waiting.get(number);
      String outcome = answers.await(number, false);
      if (!mayComeTwice(caller, outcome)) {
        same(line, "line " + number, "waits", translated(outcome));
      }
      again(caller);
    }
  }

  private static void same(Line line, String what, String expected, String outcome) {
    if (!outcome.equals(expected)) {
      throw new Disagreement(line, what, expected, outcome);
    }
  }

  /// What waits still must not have returned by now.
  void finish(Line last) {
    if (!waiting.isEmpty()) {
      nothingElse(last, MOMENT);
    }
  }

  private void perform(Line line) {
    Child child = players.get(line.process());
    switch (line.call()) {
      case Call.OfProcess it ->
          child.send((line.waits() ? "block " : "call ") + line.number() + " " + Words.of(it));
      case Call.Signal it -> signal(line.process(), child, it);
      case Call.Outside it -> answers.put(line.number(), stage.perform(line.number(), it));
    }
  }

  private void signal(int index, Child child, Call.Signal signal) {
    switch (signal) {
      case Call.Kill _ -> kill(index, child);
      case Call.Stop _ -> {
        child.stop();
        stopped.add(index);
      }
      case Call.Continue _ -> {
        child.resume();
        stopped.remove(index);
      }
      case Call.Starve _ -> {
        starved.put(index, child.limitDescriptors());
        child.send("fill");
        answers.await(ChildMain.NO_LINE, false);
      }
      case Call.Feed _ -> feed(index, child);
    }
  }

  private void kill(int index, Child child) {
    child.kill();
    stopped.remove(index);
    starved.remove(index);
    Child next = children.take(cast.users().get(index));
    players.set(index, next);
    begin(index, next);
  }

  private void feed(int index, Child child) {
    Long limit = starved.remove(index);
    if (limit != null) {
      child.limitDescriptors(limit);
      child.send("free");
      answers.await(ChildMain.NO_LINE, false);
    }
  }

  @Override
  public void close() {
    for (int index = 0; index < players.size(); index++) {
      Child child = players.get(index);
      if (stopped.contains(index)) {
        child.resume();
      }
      feed(index, child);
      child.send("end");
      children.giveBack(cast.users().get(index), child);
    }
    stage.close();
  }
}
