package dev.ridethrough.chaos.report.timeline;

import dev.ridethrough.chaos.report.Paint;
import dev.ridethrough.chaos.report.Plain;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Puts rows on lines of bounded width. All text is made fit for a terminal here.
final class Page {
  static final int WIDTH = 110;
  private static final int MARGIN = 13;
  private static final int GAP = 2;

  private final Lanes lanes;
  private final long from;
  private final Paint paint;
  private final StringBuilder out = new StringBuilder();

  /// @param from what times count from
  Page(Lanes lanes, long from, Paint paint) {
    this.lanes = lanes;
    this.from = from;
    this.paint = paint;
  }

  void row(Row row) {
    String time = String.format(Locale.ROOT, "%,9d ms ", (row.at() - from) / 1_000);
    String drawn = lanes.draw(row.at(), row.event());
    List<String> text = Plain.wrapped(row.text(), WIDTH - MARGIN - lanes.width() - GAP);
    line(time, drawn, text.getFirst(), "");
    String afterwards = lanes.draw(row.at() + 1, null);
    for (String more : text.subList(1, text.size())) {
      line(" ".repeat(MARGIN), afterwards, more, "");
    }
    if (!row.marks().isEmpty()) {
      line(" ".repeat(MARGIN), afterwards, "", pointer(row.marks()));
    }
  }

  /// Text without lanes.
  ///
  /// @param label stands before it, in the margin
  void text(String label, String text) {
    String margin = String.format("%" + (MARGIN - 1) + "s ", label);
    for (String part : Plain.wrapped(text, WIDTH - MARGIN)) {
      line(margin, "", part, "");
      margin = " ".repeat(MARGIN);
    }
  }

  void pointer(String before, List<Mark> marks) {
    line(before, "", "", pointer(marks));
  }

  void head() {
    line(" ".repeat(MARGIN), "", lanes.head(), "");
  }

  private static String pointer(List<Mark> marks) {
    String numbers =
        marks.stream()
            .map(it -> it.promise().id())
            .distinct()
            .map(String::valueOf)
            .collect(Collectors.joining(" and "));
    return numbers.contains(" ")
        ? "<== promises " + numbers + " are broken here"
        : "<== promise " + numbers + " is broken here";
  }

  private void line(String margin, String drawn, String text, String pointer) {
    String left = margin + drawn + (drawn.isEmpty() ? "" : " ".repeat(GAP));
    String all = left + text + pointer;
    String line =
        all.isBlank() ? "" : left.replace("X", paint.red("X")) + text + paint.red(pointer);
    out.append(line.stripTrailing()).append(System.lineSeparator());
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
