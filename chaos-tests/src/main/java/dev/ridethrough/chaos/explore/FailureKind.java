package dev.ridethrough.chaos.explore;

import dev.ridethrough.chaos.check.Judgement;
import dev.ridethrough.chaos.check.Judgement.Ruling;
import dev.ridethrough.chaos.check.Promise;
import dev.ridethrough.chaos.check.Verdict;
import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.history.History;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What tells one failure from another, as far as that can be told before anybody has looked.
///
/// @param broken whether the promise is broken; else it could not be judged
/// @param words what is said of it, without the numbers
/// @param faults the first ones that struck
public record FailureKind(Promise promise, boolean broken, String words, String faults) {
  private static final Pattern VARIES = Pattern.compile("\"[^\"]*\"|[0-9][0-9,.]*");

  /// How often, and by whom.
  private static final Pattern EXECUTED = Pattern.compile("was executed (?:#|by) .*");

  /// As long as it may be.
  private static final Pattern LIST = Pattern.compile("#(?:,? #)* and #");

  /// What kind of request it was, or who wrote a row: another one may fail in the same way.
  private static final Pattern IN_BRACKETS = Pattern.compile(" \\([^()]*\\)");

  /// What is wrong with a run concerning one promise, or nothing.
  public static Optional<FailureKind> of(History history, Judgement judgement, Promise promise) {
    return judgement.broken().stream()
        .filter(it -> it.promise() == promise)
        .findFirst()
        .map(it -> new FailureKind(promise, true, words(it.verdict()).getFirst(), faults(history)));
  }

  /// What is wrong with a run, or nothing.
  public static Optional<FailureKind> of(History history, Judgement judgement) {
    return judgement.rulings().stream()
        .filter(it -> isBroken(it) || it.verdict() instanceof Verdict.Invalid)
        .sorted((one, other) -> Boolean.compare(isBroken(other), isBroken(one)))
        .findFirst()
        .map(it ->
            new FailureKind(
                it.promise(), isBroken(it), words(it.verdict()).getFirst(), faults(history)));
  }

  private static boolean isBroken(Ruling ruling) {
    return ruling.verdict() instanceof Verdict.Broken;
  }

  private static List<String> words(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Broken it -> it.witnesses().stream().map(w -> plain(w.sentence())).toList();
      case Verdict.Invalid it -> List.of(plain(it.reason()));
      case Verdict.Held _, Verdict.Vacuous _ -> List.of();
    };
  }

  private static String plain(String sentence) {
    String numberless = VARIES.matcher(sentence).replaceAll("#");
    String unnumbered =
        LIST.matcher(IN_BRACKETS.matcher(numberless).replaceAll("")).replaceAll("#");
    return EXECUTED.matcher(unnumbered).replaceFirst("was executed again");
  }

  private static String faults(History history) {
    String struck =
        history.all(Event.FaultStruck.class).stream()
            .findFirst()
            .map(it -> it.signal().name())
            .orElse("");
    return history.all(Event.Disturbed.class).stream()
        .findFirst()
        .map(it -> it.fault() + " " + struck)
        .orElse(struck);
  }

  /// Whether that run failed in the same way, whatever struck it.
  public boolean isIn(Judgement judgement) {
    Verdict verdict = judgement.verdict(promise);
    return broken == verdict instanceof Verdict.Broken && words(verdict).contains(words);
  }
}
