package dev.ridethrough.chaos.check;

import dev.ridethrough.chaos.history.History;
import java.util.Optional;

/// What all promises have in common: assumptions first, then the promise, then whether the evidence
/// will do.
abstract class PromiseChecker implements Checker {
  private final Promise promise;
  private final String unexercised;

  /// @param unexercised what did not happen when the promise was not put to the test
  PromiseChecker(Promise promise, String unexercised) {
    this.promise = promise;
    this.unexercised = unexercised;
  }

  /// Called only with a history that does not contradict itself; it may break off.
  abstract Finding examine(Run run);

  @Override
  public final Promise promise() {
    return promise;
  }

  @Override
  public final Verdict judge(History history) {
    return judge(Run.of(history), Assumptions.violated(history));
  }

  @Override
  public final Verdict judge(Run run, Optional<String> contradiction) {
    return contradiction
        .<Verdict>map(wrong -> new Verdict.Invalid(0, wrong))
        .orElseGet(() -> judge(run));
  }

  private Verdict judge(Run run) {
    Finding finding = examine(run);
    String doubt = run.doubt();
    if (!finding.witnesses().isEmpty() && (doubt == null || isSafety())) {
      return new Verdict.Broken(finding.exercised(), finding.witnesses());
    }
    if (doubt == null) {
      doubt = finding.doubt();
    }
    if (doubt != null) {
      return new Verdict.Invalid(finding.exercised(), doubt);
    }
    return finding.exercised() == 0
        ? new Verdict.Vacuous(unexercised)
        : new Verdict.Held(finding.exercised());
  }

  /// A safety promise says that something bad never happens: once it has, nothing that a broken-off
  /// history fails to tell can undo it. The other promises say that something good comes, and it
  /// might have come after the break.
  private boolean isSafety() {
    return switch (promise) {
      case NO_DUPLICATE, TELLS_THE_TRUTH, OWN_ANSWER -> true;
      case FINISHES,
          RIDES_OUT,
          FAILS_FAST,
          ONE_DAEMON,
          PLANNED_IS_INVISIBLE,
          NO_HERD,
          OUTLIVES_THE_DAEMON ->
          false;
    };
  }
}
