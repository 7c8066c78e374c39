package dev.ridethrough.chaos.report.timeline;

import dev.ridethrough.chaos.check.Run;
import dev.ridethrough.chaos.check.Witness;
import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.history.History;
import dev.ridethrough.chaos.report.Paint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Draws what concerns a request, a proxy or the daemons, with what befell them, and points at
/// where a promise was broken. Nothing in it is obeyed by a terminal, but for the colours.
public final class Timeline {
  /// More rows nobody reads.
  private static final int ROWS = 40;

  /// How many of them at the beginning, and after what is pointed at.
  private static final int HEAD = 8;

  private static final int TAIL = 6;

  private final View view;
  private final List<Mark> marks;
  private final List<Row> rows;
  private final Page page;

  private Timeline(View view, List<Mark> marks, Paint paint) {
    this.view = view;
    this.marks = marks;
    this.rows = Rows.of(view, marks);
    this.page = new Page(new Lanes(view), view.zero(), paint);
  }

  /// The path of one request. Some lines, each with its end; a single one that says so when the
  /// history has no such request.
  public static String draw(History history, int request) {
    return Views.ofRequest(Run.of(history), request, List.of())
        .map(it -> new Timeline(it, List.of(), Paint.PLAIN).draw())
        .orElseGet(() -> "the history has no request " + request + System.lineSeparator());
  }

  /// What the witness is about: its request, or else its proxy, or the daemons of that time.
  ///
  /// @param marks what is pointed at, of the same witness or [beside][Mark#isBeside] it
  public static Timeline of(Run run, Witness witness, List<Mark> marks, Paint paint) {
    View view =
        Views.ofRequest(run, witness.request(), marks)
            .orElseGet(() -> Views.ofOther(run, witness, marks));
    return new Timeline(view, marks, paint);
  }

  /// The faults that landed before the promises were broken, of those that are shown.
  public List<Event> faults() {
    long broken = marks.stream().mapToLong(Mark::at).max().orElse(-1);
    return rows.stream()
        .filter(it -> broken < 0 || it.at() <= broken)
        .map(Row::event)
        .filter(Timeline::isFault)
        .toList();
  }

  private static boolean isFault(@Nullable Event event) {
    return switch (event) {
      case Event.FaultStruck it -> it.landed();
      case Event.Disturbed it -> it.landed();
      case null, default -> false;
    };
  }

  /// Some lines, each with its end.
  public String draw() {
    page.text("", title());
    page.text("", Lanes.LEGEND);
    page.head();
    rows();
    page.text("", "");
    page.text("in the end", ledger());
    List<Mark> untimed = marks.stream().filter(it -> !it.isTimed()).toList();
    if (!untimed.isEmpty()) {
      page.pointer(" ".repeat(13), untimed);
    }
    String leftOut = LeftOut.of(view);
    if (!leftOut.isEmpty()) {
      page.text("not shown", leftOut + ", at the same time");
    }
    return page.toString();
  }

  private String title() {
    if (view.life() != null) {
      return view.life().name() + ", token " + view.life().sent().token();
    }
    String from = String.format(Locale.ROOT, "%,d ms", view.span().from() / 1_000);
    String who = view.proxy() >= 0 ? "proxy " + view.proxy() : "the daemons";
    return who + ", from " + from + " after the scenario began";
  }

  /// The first ones, those up to what is pointed at, and the last one, if they are too many.
  private void rows() {
    if (rows.size() <= ROWS) {
      rows.forEach(page::row);
      return;
    }
    int pointed = rows.size() - 1;
    while (pointed > 0 && rows.get(pointed).marks().isEmpty()) {
      pointed--;
    }
    int end = Math.min(rows.size() - 1, Math.max(pointed + TAIL, ROWS));
    int resume = end - (ROWS - HEAD);
    rows.subList(0, HEAD).forEach(page::row);
    gap(resume - HEAD);
    rows.subList(resume, end).forEach(page::row);
    gap(rows.size() - 1 - end);
    page.row(rows.getLast());
  }

  private void gap(int count) {
    if (count > 0) {
      page.text("...", count + (count == 1 ? " row is" : " rows are") + " left out here");
    }
  }

  private String ledger() {
    if (view.life() == null) {
      return run();
    }
    Event.Effects effects = view.life().effects();
    if (effects == null) {
      return "its rows were not counted";
    }
    String keys = keys(effects.keys().stream().distinct().toList());
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < effects.rows().size(); i++) {
      rows.add(row(effects, i));
    }
    return switch (rows.size()) {
      case 0 -> "no row carries its token";
      case 1 -> "row " + rows.getFirst() + " carries its token" + keys;
      default ->
          "rows "
              + String.join(" and ", rows)
              + " carry its token"
              + keys
              + ": EXECUTED "
              + rows.size()
              + " TIMES";
    };
  }

  private static String keys(List<String> keys) {
    return ", under the request " + (keys.size() == 1 ? "key " : "keys ") + String.join(", ", keys);
  }

  private static String row(Event.Effects effects, int index) {
    List<Integer> by = effects.generations();
    String writer = by == null || by.get(index) < 0 ? "" : " of generation " + by.get(index);
    return "#" + effects.rows().get(index) + writer;
  }

  private String run() {
    return "it took "
        + String.format(Locale.ROOT, "%,d ms", view.run().end() / 1_000)
        + "; generations that were started: "
        + view.run().generations().size();
  }
}
