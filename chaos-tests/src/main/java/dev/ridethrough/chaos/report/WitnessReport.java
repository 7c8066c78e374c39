package dev.ridethrough.chaos.report;

import dev.ridethrough.chaos.check.Judgement;
import dev.ridethrough.chaos.check.Promise;
import dev.ridethrough.chaos.check.Verdict;
import dev.ridethrough.chaos.check.Witness;
import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.report.timeline.Mark;
import dev.ridethrough.chaos.report.timeline.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a person is told of a broken promise: what happened, what was promised, where the fault
/// struck, what usually is behind it, and a timeline.
public final class WitnessReport {
  private static final String INDENT = "   ";
  private static final String IN = " in ";
  private static final int WIDTH = 110;

  /// How many faults' places are told.
  private static final int PLACES = 2;

  private final Paint paint;
  private final StringBuilder out = new StringBuilder();

  private WitnessReport(Paint paint) {
    this.paint = paint;
  }

  /// Each broken promise with its first witness; a timeline that is about the same request is drawn
  /// once. Some lines, each with its end; none when nothing is broken.
  ///
  /// @param colour see [Terminal#isPresent]
  public static String of(Judgement judgement, boolean colour) {
    WitnessReport report = new WitnessReport(new Paint(colour));
    List<List<Mark>> groups = new ArrayList<>();
    for (Judgement.Ruling ruling : judgement.broken()) {
      Mark mark = new Mark(ruling.promise(), witnesses(judgement, ruling.promise()).getFirst());
      groups.stream()
          .filter(it -> it.getFirst().isBeside(mark))
          .findFirst()
          .orElseGet(() -> begin(groups))
          .add(mark);
    }
    groups.forEach(it -> report.add(judgement, it));
    return report.out.toString();
  }

  private static List<Mark> begin(List<List<Mark>> groups) {
    List<Mark> group = new ArrayList<>();
    groups.add(group);
    return group;
  }

  private static List<Witness> witnesses(Judgement judgement, Promise promise) {
    return judgement.verdict(promise) instanceof Verdict.Broken it ? it.witnesses() : List.of();
  }

  private void add(Judgement judgement, List<Mark> marks) {
    Timeline timeline = Timeline.of(judgement.run(), marks.getFirst().witness(), marks, paint);
    for (Mark mark : marks) {
      sentence(mark, witnesses(judgement, mark.promise()).size());
      text("The promise: " + mark.promise().words());
    }
    timeline.faults().stream().flatMap(it -> place(it).stream()).limit(PLACES).forEach(this::text);
    marks.stream()
        .map(it -> "Usually " + Causes.usual(it.promise(), timeline.faults()))
        .distinct()
        .forEach(this::text);
    out.append(System.lineSeparator()).append(timeline.draw()).append(System.lineSeparator());
  }

  private void sentence(Mark mark, int count) {
    Promise promise = mark.promise();
    String head = "promise " + promise.id() + ", " + promise.title() + ":";
    String more = count == 1 ? "" : " (the first of " + Plain.number(count) + ")";
    List<String> lines = Plain.wrapped(head + " " + mark.witness().sentence() + more, WIDTH);
    out.append(lines.getFirst().replaceFirst(Pattern.quote(head), paint.red(head)));
    lines.subList(1, lines.size()).forEach(it -> out.append(System.lineSeparator()).append(it));
    out.append(System.lineSeparator());
  }

  /// Where in the code it struck, if a thread stood there.
  private static Optional<String> place(Event event) {
    return switch (event) {
      case Event.FaultStruck it when it.where() != null ->
          Optional.of(
              "The fault ("
                  + it.signal()
                  + ") struck generation "
                  + it.generation()
                  + IN
                  + it.where());
      case Event.Disturbed it when it.where() != null ->
          Optional.of("The fault (" + it.fault().title() + ") struck" + IN + it.where());
      default -> Optional.empty();
    };
  }

  private void text(String text) {
    for (String line : Plain.wrapped(text, WIDTH - INDENT.length())) {
      out.append(INDENT).append(line).append(System.lineSeparator());
    }
  }
}
