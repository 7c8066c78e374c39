package dev.ridethrough.chaos.report.timeline;

import dev.ridethrough.chaos.history.Event;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One row of a timeline.
///
/// @param event null where nothing happened
/// @param marks the promises that were broken there
record Row(long at, @Nullable Event event, String text, List<Mark> marks) {
  Row {
    marks = List.copyOf(marks);
  }

  Row marked(List<Mark> with) {
    return new Row(at, event, text, with);
  }
}
