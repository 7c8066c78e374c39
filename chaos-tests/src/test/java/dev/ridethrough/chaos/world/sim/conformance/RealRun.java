package dev.ridethrough.chaos.world.sim.conformance;

import dev.ridethrough.machine.real.RealMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
  private static final RealMachine MACHINE = new RealMachine();

  private final Cast cast = Cast.HERE;
  private final Children children;
  private final Path folder;
  private final Answers answers;
  private final List<Child> players = new ArrayList<>();
  private final Names names = new Names();
  private final Scene scene = new Scene();
  private final Map<Integer, Integer> bound = new HashMap<>();
  private final Map<Integer, Long> starved = new HashMap<>();
  private final Map<Integer, Line> waiting = new HashMap<>();
  private final WatchSlack slack = new WatchSlack();
  private final TreeSet<Integer> stopped = new TreeSet<>();

  RealRun(Children children, int story, Duration patience) {
    this.children = children;
    this.folder = children.folder(story);
    this.answers = new Answers(story, patience);
    try {
      Files.createDirectory(folder);
      setMode(folder, Stage.EVERYBODY);
      new Furniture().furnish();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (int index = 0; index < cast.users().size(); index++) {
      Child child = children.take(cast.users().get(index));
      players.add(child);
      begin(index, child);
    }
    look();
  }

  private void begin(int index, Child child) {
    names.add(index, child.pid());
    child.begin(answers, answers.story(), folder);
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
      same(line, "the folder", line.scene(), look());
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

  private String look() {
    return scene.look(Stage.CHANGING, path -> MACHINE.files().status(folder.resolve(path)));
  }

  private void perform(Line line) {
    Child child = players.get(line.process());
    switch (line.call()) {
      case Call.OfProcess it ->
          child.send((line.waits() ? "block " : "call ") + line.number() + " " + Words.of(it));
      case Call.Signal it -> signal(line.process(), child, it);
      case Call.Outside it -> answers.put(line.number(), outside(line.number(), it));
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

  private String outside(int number, Call.Outside call) {
    try {
      switch (call) {
        case Call.Bind c -> {
          int descriptor = RawSockets.bind(folder.resolve(c.path()), RawSockets.STREAM);
          if (descriptor < 0) {
            return MACHINE.files().status(folder.resolve(c.path())).kind()
                    == dev.ridethrough.machine.FileStatus.Kind.MISSING
                ? "ENOENT"
                : "EADDRINUSE";
          }
          bound.put(number, descriptor);
        }
        case Call.ListenOn c -> RawSockets.listen(bound.get(c.bound()), c.backlog());
        case Call.CloseBound c -> RawSockets.close(bound.remove(c.bound()));
        case Call.SetMode c -> setMode(folder.resolve(c.path()), c.mode());
        case Call.RemoveDirectory c -> Files.delete(folder.resolve(c.path()));
      }
      return Hands.OK;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void setMode(Path path, int mode) throws IOException {
    Files.setAttribute(path, "unix:mode", mode);
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
    bound.values().forEach(RawSockets::close);
    Children.remove(folder);
  }

  private final class Furniture implements Stage {
    @Override
    public void folder(String path, int mode) throws IOException {
      Files.createDirectory(folder.resolve(path));
      setMode(folder.resolve(path), mode);
    }

    @Override
    public void file(String path, int mode, String text) throws IOException {
      Files.writeString(folder.resolve(path), text);
      setMode(folder.resolve(path), mode);
    }

    @Override
    public void pipe(String path, int mode) throws IOException {
      RawSockets.makePipe(folder.resolve(path), mode);
      setMode(folder.resolve(path), mode);
    }

    @Override
    public void datagramSocket(String path) throws IOException {
      bound.put(ChildMain.NO_LINE, RawSockets.bind(folder.resolve(path), RawSockets.DATAGRAM));
      setMode(folder.resolve(path), EVERYBODY);
    }

    @Override
    public void link(String path, String target) throws IOException {
      Files.createSymbolicLink(folder.resolve(path), folder.resolve(target));
    }
  }
}
