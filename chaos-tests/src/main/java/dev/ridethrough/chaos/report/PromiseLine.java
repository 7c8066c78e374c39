package dev.ridethrough.chaos.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.ridethrough.chaos.check.Judgement.Ruling;
import dev.ridethrough.chaos.check.Promise;
import dev.ridethrough.chaos.check.Verdict;
import org.jspecify.annotations.Nullable;

/// One promise.
///
/// @param verdict `HELD`, `BROKEN`, `VACUOUS` or `INVALID`
/// @param reason the first witness, or why there is nothing to say; null when held
/// @param times how often it was broken, or null
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PromiseLine(
    int id,
    String title,
    String verdict,
    long exercised,
    @Nullable String reason,
    @Nullable Integer times) {
  static PromiseLine of(Ruling ruling) {
    Promise promise = ruling.promise();
    long exercised = ruling.verdict().exercised();
    return switch (ruling.verdict()) {
      case Verdict.Held _ -> line(promise, "HELD", exercised, null, null);
      case Verdict.Vacuous it -> line(promise, "VACUOUS", exercised, it.reason(), null);
      case Verdict.Invalid it -> line(promise, "INVALID", exercised, it.reason(), null);
      case Verdict.Broken it -> {
        String first = it.witnesses().getFirst().sentence();
        yield line(promise, "BROKEN", exercised, first, it.witnesses().size());
      }
    };
  }

  private static PromiseLine line(
      Promise promise,
      String verdict,
      long exercised,
      @Nullable String reason,
      @Nullable Integer times) {
    return new PromiseLine(promise.id(), promise.title(), verdict, exercised, reason, times);
  }
}
