package dev.ridethrough.chaos.report;

import dev.ridethrough.chaos.check.KnownResult.Outcome;
import dev.ridethrough.chaos.check.Overall;
import dev.ridethrough.chaos.report.Summary.Failure;
import dev.ridethrough.chaos.report.Summary.RequirementLine;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The last line of a run. `docs/verdicts.md` explains each of its forms.
public final class Final {
  private static final Pattern FIELD = Pattern.compile("[A-Z]{4,}(?=\\b)");

  /// The forms; words in capitals after the colon are filled in.
  enum Form {
    HELD(
        "HELD: REQUESTS requests over DEATHS daemon deaths, DUPLICATES duplicates, LATE late, longest stall STALL"
            + " (seed SEED)"),
    HELD_TWICE(
        "HELD: REQUESTS requests over DEATHS daemon deaths, DUPLICATES duplicates, LATE late, longest stall STALL;"
            + " and SIMULATED scenarios in simulated time (seed SEED)"),
    HELD_EVERYWHERE(
        "HELD: REQUESTS requests over DEATHS daemon deaths, DUPLICATES duplicates, LATE late, longest stall STALL;"
            + " SIMULATED scenarios in simulated time; and CONTAINERS daemon deaths in containers (seed SEED)"),
    HELD_SKIPPED(
        "HELD: REQUESTS requests over DEATHS daemon deaths, DUPLICATES duplicates, LATE late, longest stall STALL;"
            + " and SIMULATED scenarios in simulated time; containers SKIPPED, REASON (seed SEED)"),
    BROKEN("BROKEN: promise PROMISE, TIMES: SENTENCE; again: COMMAND"),
    BROKEN_EXPIRED(
        "BROKEN: promise PROMISE, TIMES: SENTENCE; again: COMMAND; known failure FAILURE expired on DATE (ISSUE, OWNER)"),
    BROKEN_UNSAVED("BROKEN: promise PROMISE, TIMES: SENTENCE (seed SEED)"),
    INVALID_CONTROL(
        "INVALID: the control \"CONTROL\" should be EXPECTED, but was ACTUAL (seed SEED)"),
    INVALID_PASSED(
        "INVALID: the known failure FAILURE is none any more: SENTENCE; delete FILE and close ISSUE (OWNER, seed SEED)"),
    INVALID_KNOWN("INVALID: the known failure FAILURE can't be judged: REASON (seed SEED)"),
    INVALID_PROMISE("INVALID: promise PROMISE can't be judged: REASON (seed SEED)"),
    INVALID_HARNESS("INVALID: the harness failed: REASON"),
    VACUOUS_PROMISE("VACUOUS: promise PROMISE was not put to the test: REASON (seed SEED)"),
    VACUOUS_REQUIREMENT("VACUOUS: too few NAME: had COUNT, needed NEEDED (seed SEED)"),
    INTERRUPTED("INTERRUPTED: stopped before there was a verdict; nothing is proven");

    private final String text;

    Form(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }

    String fill(Map<String, Object> fields) {
      int start = text.indexOf(':') + 1;
      String rest =
          FIELD
              .matcher(text.substring(start))
              .replaceAll(it ->
                  Matcher.quoteReplacement(
                      Plain.line(
                          String.valueOf(
                              Objects.requireNonNull(fields.get(it.group()), it.group())))));
      return text.substring(0, start) + rest;
    }
  }

  private Final() {}

  /// What decides: a failure in simulated time, which happens again each time; else real processes,
  /// or else the rest of the part in simulated time.
  public static String line(Summary summary) {
    Summary simulation = summary.simulation();
    if (simulation == null || summary.verdict() == Overall.HELD) {
      return own(summary);
    }
    Summary containers = summary.containers();
    if (containers != null
        && containers.verdict() == summary.verdict()
        && !isRepeatable(simulation)
        && !decides(summary)
        && simulation.verdict() != summary.verdict()) {
      return own(containers) + ", in containers";
    }
    return isRepeatable(simulation) || !decides(summary)
        ? own(simulation) + ", in sim"
        : own(summary);
  }

  private static boolean isRepeatable(Summary simulation) {
    return simulation.verdict() == Overall.BROKEN
        && first(simulation, "BROKEN").flatMap(it -> saved(simulation, it)).isPresent();
  }

  private static Optional<Failure> saved(Summary summary, PromiseLine promise) {
    return summary.failures().stream()
        .filter(it -> it.promise() == promise.id() && !it.sentences().isEmpty())
        .findFirst();
  }

  /// Whether the verdict comes from what is not simulated.
  private static boolean decides(Summary it) {
    return switch (it.verdict()) {
      case HELD -> true;
      case BROKEN -> first(it, "BROKEN").isPresent();
      case INVALID ->
          first(it, "INVALID").isPresent()
              || it.controls().stream().anyMatch(control -> !control.asExpected())
              || it.known().stream().anyMatch(KnownLine::isInvalid);
      case VACUOUS ->
          first(it, "VACUOUS").isPresent()
              || it.requirements().stream().anyMatch(requirement -> !requirement.met());
    };
  }

  private static String own(Summary summary) {
    return switch (summary.verdict()) {
      case HELD -> held(summary);
      case BROKEN -> broken(summary);
      case VACUOUS -> vacuous(summary);
      case INVALID -> invalid(summary);
    };
  }

  /// For a run that came to no verdict: exit code 3.
  public static String harnessFailed(String reason) {
    return Form.INVALID_HARNESS.fill(Map.of("REASON", reason));
  }

  /// For a run that was stopped: exit code 130.
  public static String interrupted() {
    return Form.INTERRUPTED.fill(Map.of());
  }

  private static String held(Summary summary) {
    Summary simulation = summary.simulation();
    Summary containers = summary.containers();
    String skipped = summary.containersSkipped();
    Form form = simulation == null ? Form.HELD : Form.HELD_TWICE;
    if (simulation != null && containers != null) {
      form = Form.HELD_EVERYWHERE;
    } else if (simulation != null && skipped != null) {
      form = Form.HELD_SKIPPED;
    }
    return form.fill(
        Map.of(
            "CONTAINERS", containers == null ? "" : Plain.number(containers.deaths().total()),
            "REASON", skipped == null ? "" : skipped,
            "SKIPPED", "skipped",
            "SIMULATED", simulation == null ? "" : Plain.number(simulation.scenarios()),
            "REQUESTS", Plain.number(summary.requests()),
            "DEATHS", Plain.number(summary.deaths().total()),
            "DUPLICATES", Plain.number(summary.duplicates()),
            "LATE", Plain.number(summary.late()),
            "STALL", Plain.seconds(summary.stallMillis().max()),
            "SEED", summary.seed()));
  }

  private static String broken(Summary summary) {
    PromiseLine promise = first(summary, "BROKEN").orElseThrow();
    Optional<Failure> failure = saved(summary, promise);
    Optional<KnownLine> expired =
        summary.known().stream()
            .filter(it -> it.outcome() == Outcome.EXPIRED && it.broken().contains(promise.id()))
            .findFirst();
    Form saved = expired.isPresent() ? Form.BROKEN_EXPIRED : Form.BROKEN;
    Form form = failure.isPresent() ? saved : Form.BROKEN_UNSAVED;
    return form.fill(
        Map.of(
            "PROMISE", name(promise),
            "TIMES", times(promise),
            "SENTENCE", failure.map(it -> it.sentences().getFirst()).orElse(reason(promise)),
            "COMMAND", failure.map(Failure::reproduce).orElse(""),
            "FAILURE", expired.map(KnownLine::id).orElse(""),
            "DATE", expired.map(KnownLine::expires).orElse(""),
            "ISSUE", expired.map(KnownLine::issue).orElse(""),
            "OWNER", expired.map(KnownLine::owner).orElse(""),
            "SEED", summary.seed()));
  }

  private static String invalid(Summary summary) {
    Optional<ControlLine> control =
        summary.controls().stream().filter(it -> !it.asExpected()).findFirst();
    if (control.isPresent()) {
      return Form.INVALID_CONTROL.fill(
          Map.of(
              "CONTROL", control.get().name(),
              "EXPECTED", expected(control.get()),
              "ACTUAL", actual(control.get()),
              "SEED", summary.seed()));
    }
    Optional<KnownLine> known = summary.known().stream().filter(KnownLine::isInvalid).findFirst();
    return known.isPresent()
        ? known(known.get(), summary.seed())
        : promise(Form.INVALID_PROMISE, summary, "INVALID");
  }

  private static String known(KnownLine line, long seed) {
    Form form = line.outcome() == Outcome.PASSED ? Form.INVALID_PASSED : Form.INVALID_KNOWN;
    return form.fill(
        Map.of(
            "FAILURE", line.id(),
            "SENTENCE", line.sentence(),
            "REASON", line.sentence(),
            "FILE", line.file(),
            "ISSUE", line.issue(),
            "OWNER", line.owner(),
            "SEED", seed));
  }

  private static String vacuous(Summary summary) {
    Optional<RequirementLine> requirement =
        summary.requirements().stream().filter(it -> !it.met()).findFirst();
    // first, because not everywhere each promise must be put to the test
    if (requirement.isPresent()) {
      return Form.VACUOUS_REQUIREMENT.fill(
          Map.of(
              "NAME", requirement.get().name(),
              "COUNT", Plain.number(requirement.get().had()),
              "NEEDED", Plain.number(requirement.get().needed()),
              "SEED", summary.seed()));
    }
    return promise(Form.VACUOUS_PROMISE, summary, "VACUOUS");
  }

  private static String promise(Form form, Summary summary, String verdict) {
    PromiseLine promise = first(summary, verdict).orElseThrow();
    return form.fill(
        Map.of("PROMISE", name(promise), "REASON", reason(promise), "SEED", summary.seed()));
  }

  static String expected(ControlLine control) {
    Integer promise = control.brokenPromise();
    return promise == null
        ? control.expected().name()
        : control.expected() + ", promise " + promise;
  }

  static String actual(ControlLine control) {
    List<String> broken = control.actuallyBroken().stream().map(String::valueOf).toList();
    return broken.isEmpty()
        ? control.actual().name()
        : control.actual() + ", promise " + String.join(" and ", broken);
  }

  private static Optional<PromiseLine> first(Summary summary, String verdict) {
    return summary.promises().stream().filter(it -> it.verdict().equals(verdict)).findFirst();
  }

  private static String name(PromiseLine promise) {
    return promise.id() + " (" + promise.title() + ")";
  }

  private static String times(PromiseLine promise) {
    Integer times = promise.times();
    return times == null || times == 1 ? "once" : Plain.number(times) + " times";
  }

  private static String reason(PromiseLine promise) {
    String reason = promise.reason();
    return reason == null ? "" : reason;
  }
}
