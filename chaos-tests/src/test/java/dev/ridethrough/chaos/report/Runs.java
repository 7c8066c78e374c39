package dev.ridethrough.chaos.report;

import dev.ridethrough.chaos.check.Control;
import dev.ridethrough.chaos.check.GateVerdict;
import dev.ridethrough.chaos.check.Judge;
import dev.ridethrough.chaos.check.Judgement;
import dev.ridethrough.chaos.check.KnownResult;
import dev.ridethrough.chaos.check.Overall;
import dev.ridethrough.chaos.check.Promise;
import dev.ridethrough.chaos.check.Requirement;
import dev.ridethrough.chaos.check.Tally;
import dev.ridethrough.chaos.check.Verdict;
import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.history.Outcome;
import dev.ridethrough.chaos.history.Story;
import dev.ridethrough.chaos.report.Summary.Failure;
import dev.ridethrough.chaos.scenario.Fault;
import dev.ridethrough.chaos.scenario.KnownFailure;
import dev.ridethrough.chaos.scenario.Request.Action;
import dev.ridethrough.chaos.scenario.Scenario;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Summaries of runs that never were.
final class Runs {
  static final Requirement MET = new Requirement("requests in flight at a SIGTERM", 20, 20);
  static final Requirement UNMET = new Requirement("requests in flight at a SIGTERM", 3, 20);
  static final Control CAUGHT =
      new Control(
          "resend",
          Overall.BROKEN,
          Promise.NO_DUPLICATE,
          Overall.BROKEN,
          Set.of(Promise.NO_DUPLICATE, Promise.TELLS_THE_TRUTH));
  static final Control MISSED =
      new Control("resend", Overall.BROKEN, Promise.NO_DUPLICATE, Overall.HELD, Set.of());

  static final Requirement LANDED =
      new Requirement("times that the fault SIGKILL landed", 1, 1, Fault.SIGKILL);
  static final Requirement MISSING =
      new Requirement("times that the fault STOPPED landed", 0, 1, Fault.STOPPED);
  private static final Map<Fault, String> IMPOSSIBLE =
      Map.of(Fault.FOREIGN_SOCKET, "needs root\033");

  static final LocalDate EXPIRES = LocalDate.of(2026, 12, 20);
  private static final Setting SETTING = setting(null);

  private Runs() {}

  private static Setting setting(@Nullable RecordingLine recording) {
    return new Setting(1, "process", 61_500, 1, IMPOSSIBLE, null, recording);
  }

  private static Setting after(Summary simulation) {
    return SETTING.with(new Setting.Parts(simulation, null, null));
  }

  /// A herd, and what waiting can't heal, take long stories.
  private static Judgement judge(Story story) {
    Judgement judgement = Judge.judge(story.tell());
    return new Judgement(
        judgement.run(), judgement.rulings().stream().map(Runs::completed).toList());
  }

  private static Judgement.Ruling completed(Judgement.Ruling it) {
    boolean untold = it.promise() == Promise.FAILS_FAST || it.promise() == Promise.NO_HERD;
    return untold && it.verdict() instanceof Verdict.Vacuous
        ? new Judgement.Ruling(it.promise(), new Verdict.Held(1))
        : it;
  }

  /// Puts every promise to the test and holds, but for two: those count as held, see [#judge].
  static Story good() {
    return new Story()
        .serving(0, 1)
        .sent(100, 1, 0, Action.SLOW_APPEND, 300)
        .sent(110, 2)
        .terminated(200, 450, 1)
        .result(400, 1, 1)
        .serving(900, 2)
        .result(910, 2, 2)
        .sent(1_000, 3)
        .killed(1_010, 2)
        .reply(1_020, 3, Outcome.UNKNOWN)
        .rows(3, 3L)
        .serving(1_300, 3);
  }

  /// Its second request was executed twice.
  static Story duplicate() {
    return good().rows(2, 2L, 9L);
  }

  static Story harmless() {
    return new Story().serving(0, 1).sent(10, 1).result(20, 1, 1);
  }

  static Story failed(String why) {
    return good().event(new Event.HarnessFailed(9_000_000, why));
  }

  static Summary summary(Story... stories) {
    return summary(List.of(MET), List.of(CAUGHT), true, stories);
  }

  static Summary summary(
      List<Requirement> requirements, List<Control> controls, boolean saved, Story... stories) {
    Tally tally = new Tally();
    List<Failure> failures = new ArrayList<>();
    for (Story story : stories) {
      Judgement judgement = judge(story);
      tally.add(judgement);
      for (Judgement.Ruling it : judgement.broken()) {
        failures.add(Failure.of("failures/1.json", "failures/1.jsonl", it, "ci/reproduce X"));
      }
    }
    GateVerdict verdict = GateVerdict.of(tally, requirements, controls);
    return Summary.of(SETTING, tally, verdict, saved ? failures : List.of());
  }

  /// One with a known failure beside what holds.
  ///
  /// @param promises those that it may break
  static Summary known(LocalDate today, Story failure, Integer... promises) {
    return known(SETTING, good(), today, failure, promises);
  }

  /// The same, beside something else.
  static Summary knownBeside(Story other, LocalDate today, Story failure, Integer... promises) {
    return known(SETTING, other, today, failure, promises);
  }

  /// The same, after a part in simulated time.
  static Summary knownAfter(
      Summary simulation, LocalDate today, Story failure, Integer... promises) {
    return known(after(simulation), good(), today, failure, promises);
  }

  private static Summary known(
      Setting setting, Story other, LocalDate today, Story failure, Integer... promises) {
    KnownFailure known =
        new KnownFailure(
            "gives-up",
            "https://example.org/issues/12",
            "ann",
            EXPIRES,
            Set.of(promises),
            "process",
            "at-most-once",
            new Scenario("x", 1, 1, 1, List.of()));
    KnownResult result = KnownResult.of(known, today, Judge.judge(failure.tell()));
    Judgement judgement = judge(other);
    Tally tally = new Tally();
    tally.add(judgement);
    tally.blame(result.blamed());
    List<Failure> failures =
        Stream.concat(judgement.broken().stream(), result.blamed().stream())
            .map(it -> Failure.of("failures/1.json", "failures/1.jsonl", it, "ci/reproduce X"))
            .toList();
    GateVerdict verdict = GateVerdict.of(tally, List.of(MET), List.of(CAUGHT), List.of(result));
    return Summary.of(setting, tally, verdict, failures);
  }

  /// One whose recording was measured.
  static Summary measured() {
    Tally tally = new Tally();
    tally.add(judge(good()));
    RecordingLine recording = new RecordingLine(1_234, 812, 120_400, 0.000_12);
    return Summary.of(setting(recording), tally, GateVerdict.of(tally), List.of());
  }

  /// One on real processes, after a part in simulated time.
  static Summary after(Summary simulation, Story story) {
    Tally tally = new Tally();
    Judgement judgement = judge(story);
    tally.add(judgement);
    List<Failure> failures =
        judgement.broken().stream()
            .map(it -> Failure.of("failures/1.json", "failures/1.jsonl", it, "ci/reproduce X"))
            .toList();
    GateVerdict verdict = GateVerdict.of(tally, List.of(MET), List.of(CAUGHT));
    return Summary.of(after(simulation), tally, verdict, failures);
  }

  /// The same, with a part in containers, or why there was none.
  static Summary before(@Nullable Summary containers, @Nullable String skipped) {
    Tally tally = new Tally();
    tally.add(judge(good()));
    GateVerdict verdict = GateVerdict.of(tally, List.of(MET), List.of(CAUGHT));
    Setting setting = SETTING.with(new Setting.Parts(summary(good()), containers, skipped));
    return Summary.of(setting, tally, verdict, List.of());
  }
}
