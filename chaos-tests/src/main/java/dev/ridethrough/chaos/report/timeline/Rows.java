package dev.ridethrough.chaos.report.timeline;

import dev.ridethrough.chaos.history.Event;
import java.util.ArrayList;
import java.util.List;

/// The rows of a timeline, in the order of time.
final class Rows {
  private final View view;
  private final Words words;
  private final List<Row> rows = new ArrayList<>();

  private Rows(View view) {
    this.view = view;
    this.words = new Words(view);
  }

  static List<Row> of(View view, List<Mark> marks) {
    Rows it = new Rows(view);
    it.view.run().history().events().subList(it.from(), it.to()).forEach(it::add);
    marks.stream().filter(Mark::isTimed).map(Mark::at).distinct().forEach(it::placeFor);
    for (int i = 0; i < it.rows.size(); i++) {
      it.mark(i, marks);
    }
    return it.rows;
  }

  /// By their order: many things may carry the same time.
  private int from() {
    List<Event> all = view.run().history().events();
    if (view.life() != null && view.life().sent().at() == view.span().from()) {
      return all.indexOf(view.life().sent());
    }
    int from = 0;
    while (from < all.size() && all.get(from).at() < view.span().from()) {
      from++;
    }
    return from;
  }

  private int to() {
    List<Event> all = view.run().history().events();
    if (view.life() != null
        && !view.life().replies().isEmpty()
        && view.life().replies().getLast().at() == view.span().to()) {
      return all.lastIndexOf(view.life().replies().getLast()) + 1;
    }
    int to = all.size();
    while (to > 0 && all.get(to - 1).at() > view.span().to()) {
      to--;
    }
    return to;
  }

  private void add(Event event) {
    if (!view.concerns(event)) {
      return;
    }
    boolean again = event instanceof Event.Progressed it && isToldAgain(it);
    if (again) {
      rows.removeLast();
    }
    String text = words.of(event) + (again ? ", again" : "");
    rows.add(new Row(event.at(), event, text, List.of()));
  }

  /// Of many in a row the last one will do.
  private boolean isToldAgain(Event.Progressed event) {
    return !rows.isEmpty()
        && rows.getLast().event() instanceof Event.Progressed it
        && it.request() == event.request();
  }

  /// A deadline passes without anything that happens.
  private void placeFor(long at) {
    if (rows.stream().anyMatch(it -> it.at() == at)) {
      return;
    }
    int index = 0;
    while (index < rows.size() && rows.get(index).at() < at) {
      index++;
    }
    boolean end = at >= view.run().end();
    String text = end ? "the scenario is over" : "the time that it may take is over";
    rows.add(index, new Row(at, null, text, List.of()));
  }

  /// Of several rows at that time the last one is meant.
  private void mark(int index, List<Mark> marks) {
    Row row = rows.get(index);
    boolean last = index + 1 == rows.size() || rows.get(index + 1).at() != row.at();
    if (last) {
      rows.set(index, row.marked(marks.stream().filter(it -> it.at() == row.at()).toList()));
    }
  }
}
