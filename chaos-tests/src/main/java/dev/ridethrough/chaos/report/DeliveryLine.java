package dev.ridethrough.chaos.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.ridethrough.chaos.check.Excuse;
import dev.ridethrough.chaos.check.Figure;
import dev.ridethrough.chaos.check.Tally;
import dev.ridethrough.chaos.report.Summary.Deaths;
import dev.ridethrough.chaos.report.Summary.Outcomes;
import dev.ridethrough.chaos.report.Summary.Stalls;
import java.util.List;
import java.util.stream.Stream;

/// What came of the scenarios that were run with one delivery.
///
/// @param delivery such as `exactly-once`
/// @param savedByTheJournal requests whose daemon was killed between commit and reply, and that got
///   their result all the same
/// @param withoutResult requests that were told anything but a result, by why; those that never
///   happened are left out. Where there is a journal, `NONE` breaks promise 3
public record DeliveryLine(
    String delivery,
    long scenarios,
    Deaths deaths,
    long requests,
    long duplicates,
    long late,
    Outcomes outcomes,
    long savedByTheJournal,
    List<ExcuseLine> withoutResult,
    Stalls stallMillis,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<PromiseLine> promises) {
  public DeliveryLine {
    withoutResult = List.copyOf(withoutResult);
    promises = List.copyOf(promises);
  }

  /// Why requests got no result, and how many.
  public record ExcuseLine(Excuse excuse, String text, long requests) {}

  /// One a delivery that there was.
  static List<DeliveryLine> of(Tally tally) {
    return tally.parts().entrySet().stream().map(it -> of(it.getKey(), it.getValue())).toList();
  }

  private static DeliveryLine of(String delivery, Tally tally) {
    return new DeliveryLine(
        delivery,
        tally.get(Figure.SCENARIOS),
        Deaths.of(tally),
        tally.get(Figure.REQUESTS),
        tally.get(Figure.DUPLICATES),
        tally.get(Figure.LATE),
        Outcomes.of(tally),
        tally.get(Figure.SAVED),
        Stream.of(Excuse.values())
            .map(it -> new ExcuseLine(it, it.text(), tally.get(it)))
            .filter(it -> it.requests() > 0)
            .toList(),
        Stalls.of(tally),
        tally.rulings().stream().map(PromiseLine::of).toList());
  }

  /// How many requests were told anything but a result, though their scenario does not explain it.
  public long inexcusable() {
    return withoutResult.stream()
        .filter(it -> it.excuse() == Excuse.NONE)
        .mapToLong(ExcuseLine::requests)
        .sum();
  }
}
