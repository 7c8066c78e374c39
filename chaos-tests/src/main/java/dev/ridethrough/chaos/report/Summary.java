package dev.ridethrough.chaos.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ridethrough.chaos.check.Figure;
import dev.ridethrough.chaos.check.GateVerdict;
import dev.ridethrough.chaos.check.Judgement.Ruling;
import dev.ridethrough.chaos.check.Overall;
import dev.ridethrough.chaos.check.Tally;
import dev.ridethrough.chaos.check.Tolerance;
import dev.ridethrough.chaos.check.Verdict;
import dev.ridethrough.chaos.check.Witness;
import dev.ridethrough.chaos.scenario.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What `summary.json` says; all other reports are made from it, so that none can say something
/// else.
///
/// @param generated how many of the scenarios were generated
/// @param known the known failures, of which nothing is counted in the numbers
/// @param deliveries the same numbers, one a delivery that there was
/// @param failures what was saved, the one that is easiest to run again first, for [JUnitXml] and
///   for whoever reproduces it
/// @param recording what it cost to record the histories, or null where that takes no time
/// @param verdict also on the part in simulated time, where there is one
/// @param pace of a run in simulated time, or null
/// @param simulation the part of a gate that ran in simulated time, or null; nothing of it is
///   counted in the other numbers
/// @param containers the part of a gate that ran in containers, or null; likewise
/// @param containersSkipped why there was none, where there should have been one; null elsewhere
public record Summary(
    Overall verdict,
    long seed,
    String world,
    long scenarios,
    long generated,
    Deaths deaths,
    long restarts,
    long requests,
    Outcomes outcomes,
    long overlappedOutage,
    long duplicates,
    long late,
    Stalls stallMillis,
    List<PromiseLine> promises,
    long elapsedMillis,
    long toleranceMillis,
    long faultsAimed,
    long faultsLanded,
    List<FaultLine> faults,
    List<RequirementLine> requirements,
    List<ControlLine> controls,
    List<KnownLine> known,
    List<DeliveryLine> deliveries,
    List<Failure> failures,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable RecordingLine recording,
    @JsonUnwrapped @Nullable Pace pace,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Summary simulation,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Summary containers,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String containersSkipped) {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  /// By signal.
  ///
  /// @param unexpected of daemons that nobody had struck
  public record Deaths(
      @JsonProperty("SIGKILL") long sigkill,
      @JsonProperty("SIGTERM") long sigterm,
      long unexpected) {
    static Deaths of(Tally tally) {
      return new Deaths(
          tally.get(Figure.KILLED), tally.get(Figure.TERMINATED), tally.get(Figure.CRASHED));
    }

    public long total() {
      return sigkill + sigterm + unexpected;
    }
  }

  public record Outcomes(
      long result, long error, @JsonProperty("not_sent") long notSent, long unknown) {
    static Outcomes of(Tally tally) {
      return new Outcomes(
          tally.get(Figure.RESULTS),
          tally.get(Figure.ERRORS),
          tally.get(Figure.NOT_SENT),
          tally.get(Figure.UNKNOWN));
    }
  }

  /// What clients felt: the life of a request without its work, of those that overlapped an outage.
  public record Stalls(long p50, long p99, long max) {
    static Stalls of(Tally tally) {
      return new Stalls(tally.stallMillis(0.5), tally.stallMillis(0.99), tally.stallMillis(1));
    }
  }

  /// One fault, in the order of the list of the field.
  ///
  /// @param landed how often it did what it is for
  /// @param reason why it can't be made to happen here; null where it can
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record FaultLine(
      Fault fault, String title, long attempted, long landed, @Nullable String reason) {}

  /// Something that must have happened often enough.
  ///
  /// @param fault the fault that must have landed; null for what is about none
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record RequirementLine(
      String name, long had, long needed, boolean met, @Nullable Fault fault) {}

  /// One promise broken in one scenario.
  ///
  /// @param scenario its file
  /// @param failure the file with all that is needed to run it again
  /// @param reproduce the command that does
  public record Failure(
      String scenario, String failure, int promise, List<String> sentences, String reproduce) {
    private static final int SENTENCES = 20;

    public Failure {
      sentences = List.copyOf(sentences);
    }

    /// With the first sentences only.
    public static Failure of(String scenario, String failure, Ruling broken, String reproduce) {
      List<String> sentences =
          broken.verdict() instanceof Verdict.Broken it
              ? it.witnesses().stream().limit(SENTENCES).map(Witness::sentence).toList()
              : List.of();
      return new Failure(scenario, failure, broken.promise().id(), sentences, reproduce);
    }
  }

  public Summary {
    promises = List.copyOf(promises);
    faults = List.copyOf(faults);
    requirements = List.copyOf(requirements);
    controls = List.copyOf(controls);
    known = List.copyOf(known);
    deliveries = List.copyOf(deliveries);
    failures = List.copyOf(failures);
  }

  public static Summary of(
      Setting setting, Tally tally, GateVerdict verdict, List<Failure> failures) {
    Setting.Parts parts = setting.parts();
    Overall overall =
        Stream.of(parts.simulation(), parts.containers())
            .flatMap(Stream::ofNullable)
            .map(Summary::verdict)
            .reduce(verdict.overall(), Overall::worst);
    return new Summary(
        overall,
        setting.seed(),
        setting.world(),
        tally.get(Figure.SCENARIOS),
        setting.generated(),
        Deaths.of(tally),
        tally.get(Figure.RESTARTS),
        tally.get(Figure.REQUESTS),
        Outcomes.of(tally),
        tally.get(Figure.OVERLAPPED_OUTAGE),
        tally.get(Figure.DUPLICATES),
        tally.get(Figure.LATE),
        Stalls.of(tally),
        verdict.rulings().stream().map(PromiseLine::of).toList(),
        setting.elapsedMillis(),
        Tolerance.of(setting.world()).millis(),
        tally.get(Figure.FAULTS_AIMED),
        tally.get(Figure.FAULTS_LANDED),
        faults(tally, setting.impossible()),
        requirements(verdict),
        verdict.controls().stream().map(ControlLine::of).toList(),
        verdict.known().stream().map(KnownLine::of).toList(),
        DeliveryLine.of(tally),
        failures,
        setting.recording(),
        setting.pace(),
        parts.simulation(),
        parts.containers(),
        parts.containersSkipped());
  }

  /// The file appears whole or not at all: its presence is what makes exit code 1 believable.
  public void write(Path file) throws IOException {
    Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
    Files.writeString(unfinished, MAPPER.writeValueAsString(this) + "\n");
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static List<FaultLine> faults(Tally tally, Map<Fault, String> impossible) {
    return Stream.of(Fault.values())
        .map(it ->
            new FaultLine(
                it,
                it.title(),
                tally.get(it).attempted(),
                tally.get(it).landed(),
                impossible.get(it)))
        .toList();
  }

  private static List<RequirementLine> requirements(GateVerdict verdict) {
    return verdict.requirements().stream()
        .map(it -> new RequirementLine(it.name(), it.had(), it.needed(), it.isMet(), it.fault()))
        .toList();
  }
}
