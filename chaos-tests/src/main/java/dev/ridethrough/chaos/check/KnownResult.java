package dev.ridethrough.chaos.check;

import dev.ridethrough.chaos.scenario.KnownFailure;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What came of a known failure. It is never run a second time, and nothing that it puts to the
/// test counts as tested.
///
/// @param daysLeft how many days it is still excused; negative when it has expired
/// @param sentence what happened, for people
/// @param blamed what is not excused, in the order of the promises' numbers
public record KnownResult(
    KnownFailure failure,
    Outcome outcome,
    long daysLeft,
    String sentence,
    List<Judgement.Ruling> blamed) {
  public enum Outcome {
    /// It broke what it may, and nothing else.
    KNOWN,
    /// The same, but it may no longer.
    EXPIRED,
    /// It broke another promise.
    BROKEN,
    /// It broke nothing any more: nobody must believe the file.
    PASSED,
    /// It can't be told what it did.
    INVALID,
    /// It needs what can't be done where it should have run.
    SKIPPED;

    /// Whether nothing is wrong with it.
    public boolean isExcused() {
      return this == KNOWN || this == SKIPPED;
    }

    /// Whether the run can't be believed because of it.
    public boolean isInvalid() {
      return this == PASSED || this == INVALID;
    }
  }

  public KnownResult {
    blamed = List.copyOf(blamed);
  }

  /// Of one that was not run.
  ///
  /// @param today in UTC
  public static KnownResult skipped(KnownFailure failure, LocalDate today, String why) {
    return new KnownResult(failure, Outcome.SKIPPED, failure.daysLeft(today), why, List.of());
  }

  /// Of its run.
  ///
  /// @param today in UTC
  public static KnownResult of(KnownFailure failure, LocalDate today, Judgement judgement) {
    List<Judgement.Ruling> broken = judgement.broken();
    List<Judgement.Ruling> others =
        broken.stream().filter(it -> !failure.promises().contains(it.promise().id())).toList();
    long daysLeft = failure.daysLeft(today);
    boolean expired = daysLeft < 0;
    if (!others.isEmpty()) {
      List<Judgement.Ruling> blamed = expired ? broken : others;
      return new KnownResult(failure, Outcome.BROKEN, daysLeft, first(others), blamed);
    }
    Optional<String> doubt = unjudged(judgement);
    if (doubt.isEmpty() && broken.isEmpty()) {
      doubt = untested(failure, judgement);
    }
    if (doubt.isPresent()) {
      return new KnownResult(failure, Outcome.INVALID, daysLeft, doubt.get(), List.of());
    }
    if (broken.isEmpty()) {
      return new KnownResult(failure, Outcome.PASSED, daysLeft, kept(failure), List.of());
    }
    return expired
        ? new KnownResult(failure, Outcome.EXPIRED, daysLeft, first(broken), broken)
        : new KnownResult(failure, Outcome.KNOWN, daysLeft, first(broken), List.of());
  }

  private static Optional<String> unjudged(Judgement judgement) {
    return judgement.rulings().stream()
        .filter(it -> it.verdict() instanceof Verdict.Invalid)
        .map(it ->
            name(it.promise()) + " can't be judged: " + ((Verdict.Invalid) it.verdict()).reason())
        .findFirst();
  }

  /// Why it proves nothing that nothing was broken.
  private static Optional<String> untested(KnownFailure failure, Judgement judgement) {
    Tally alone = new Tally();
    alone.add(judgement);
    Stream<String> promises =
        listed(failure)
            .filter(it -> judgement.verdict(it) instanceof Verdict.Vacuous)
            .map(it -> name(it) + " was not put to the test");
    Stream<String> requirements =
        Requirement.ofRun(alone).stream()
            .filter(it -> !it.isMet())
            .map(it -> "too few %s: had %d, needed %d".formatted(it.name(), it.had(), it.needed()));
    return Stream.concat(promises, requirements).findFirst();
  }

  private static String first(List<Judgement.Ruling> broken) {
    Judgement.Ruling ruling = broken.getFirst();
    Verdict.Broken verdict = (Verdict.Broken) ruling.verdict();
    return name(ruling.promise()) + ": " + verdict.witnesses().getFirst().sentence();
  }

  private static String kept(KnownFailure failure) {
    return "it kept " + listed(failure).map(KnownResult::name).collect(Collectors.joining(" and "));
  }

  private static Stream<Promise> listed(KnownFailure failure) {
    return Stream.of(Promise.values()).filter(it -> failure.promises().contains(it.id()));
  }

  private static String name(Promise promise) {
    return "promise " + promise.id() + " (" + promise.title() + ")";
  }
}
