package dev.ridethrough.chaos.world.sim.conformance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Plays stories: each line first on the simulated kernel, which also says what can come next, and
/// then all of them on the real one.
final class Story {
  private final Cast cast = Cast.HERE;
  private final SimRun simulated;
  private final Handles handles = new Handles();
  private final List<Line> lines = new ArrayList<>();

  private Story(long seed) {
    simulated = new SimRun(seed, cast);
  }

  /// What the simulated kernel makes of a draft.
  static List<Line> of(Draft draft) {
    Story story = new Story(draft.hashCode());
    draft.begin().forEach(story::add);
    Resolver resolver = new Resolver(story.handles, story.simulated::isThere);
    for (Step step : draft.steps()) {
      Resolver.Choice choice = resolver.resolve(step);
      story.add(choice.process(), choice.call());
    }
    return story.ended();
  }

  /// What the simulated kernel makes of lines like `0 Listen s 1`.
  static List<Line> of(List<String> lines) {
    Story story = new Story(lines.hashCode());
    lines.forEach(story::add);
    return story.ended();
  }

  private void add(String line) {
    String[] words = line.split(" ", 2);
    add(Integer.parseInt(words[0]), Words.call(words[1]));
  }

  private void add(int process, Call call) {
    Line line = simulated.perform(lines.size(), process, call);
    handles.note(line);
    lines.add(line);
  }

  /// Who was stopped goes on, so that it is seen what happened to it.
  private List<Line> ended() {
    handles.stopped().forEach(process -> add(process, new Call.Continue()));
    return lines;
  }

  /// @throws Disagreement when the real kernel does anything else
  static void check(List<Line> lines, Children children, int number, Duration patience) {
    try (RealRun real = new RealRun(children, number, patience)) {
      lines.forEach(real::follow);
      real.finish(lines.getLast());
    }
  }

  static String text(List<Line> lines) {
    return lines.stream().map(Line::toString).collect(Collectors.joining("\n"));
  }
}
