package dev.ridethrough.chaos.report.timeline;

import dev.ridethrough.chaos.check.Contender;
import dev.ridethrough.chaos.check.Generation;
import dev.ridethrough.chaos.check.RequestLife;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// What there was at the same time, and a timeline does not show.
final class LeftOut {
  private LeftOut() {}

  /// In words; empty when that is nothing.
  static String of(View view) {
    List<String> parts = new ArrayList<>();
    List<Integer> generations =
        view.run().generations().stream()
            .filter(it -> !view.generations().contains(it))
            .filter(it -> it.lived().touches(view.span()))
            .map(Generation::number)
            .toList();
    if (!generations.isEmpty()) {
      parts.add((generations.size() == 1 ? "generation " : "generations ") + ranges(generations));
    }
    long contenders =
        Contender.of(view.run().history()).stream()
            .filter(it -> !view.contenders().contains(it))
            .filter(it -> it.span().touches(view.span()))
            .count();
    count(parts, contenders, "contender");
    count(parts, requests(view), view.life() == null ? "request" : "other request");
    return String.join(", ", parts);
  }

  private static void count(List<String> parts, long count, String what) {
    if (count > 0) {
      parts.add(count + " " + what + (count == 1 ? "" : "s"));
    }
  }

  private static long requests(View view) {
    return view.run().lives().stream().filter(it -> !isShown(view, it)).count();
  }

  private static boolean isShown(View view, RequestLife life) {
    return !life.span().touches(view.span())
        || life.equals(view.life())
        || (view.life() == null && life.sent().proxy() == view.proxy());
  }

  /// `3 to 7, 9`.
  private static String ranges(List<Integer> numbers) {
    List<List<Integer>> ranges = new ArrayList<>();
    for (int number : numbers) {
      if (ranges.isEmpty() || ranges.getLast().getLast() != number - 1) {
        ranges.add(new ArrayList<>());
      }
      ranges.getLast().add(number);
    }
    return ranges.stream()
        .map(it -> it.getFirst() + (it.size() == 1 ? "" : " to " + it.getLast()))
        .collect(Collectors.joining(", "));
  }
}
