package dev.ridethrough.chaos.explore.exhaustive;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ridethrough.chaos.scenario.Operation;
import dev.ridethrough.chaos.scenario.Scenario;
import dev.ridethrough.machine.Phase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an exploration hit, window by window, with a scenario that shows it.
///
/// @param made how: the same once more makes the same certificate
/// @param planned how many windows there are
/// @param hit how many were passed while a request was there
/// @param killedInside in how many a process was killed that stood there
/// @param reasoned how many can't be hit, for a reason that is given
/// @param unhit how many should have been hit and were not
/// @param unplanned kill points that were passed and that nobody had planned: the plan is wrong
/// @param evidence what was seen beside the windows
public record Certificate(
    Made made,
    int planned,
    int hit,
    int killedInside,
    int reasoned,
    int unhit,
    List<String> unplanned,
    Evidence evidence,
    List<Line> windows) {
  /// The share of the windows that may be reasoned away, in percent.
  private static final int REASONED_PERCENT = 2;

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  public Certificate {
    unplanned = List.copyOf(unplanned);
    windows = List.copyOf(windows);
  }

  /// How a certificate was made.
  ///
  /// @param schedules with how many each struck scenario ran
  /// @param pairs how many pairs of strikes might be tried
  /// @param base what the names of its base scenarios have in them; empty for all
  /// @param bases how many base scenarios ran
  /// @param allBases of how many
  /// @param strikes how many different ones were tried
  /// @param seed what the schedules' seeds were derived from
  /// @param digest of all histories
  public record Made(
      int schedules,
      int pairs,
      String base,
      int bases,
      int allBases,
      int strikes,
      long scenarios,
      long seed,
      String digest) {
    /// Whether base scenarios were left out: then what was not hit says nothing.
    public boolean isPartial() {
      return bases < allBases;
    }
  }

  /// One window.
  ///
  /// @param process `DAEMON` or `PROXY`
  /// @param request where a proxy's request is
  /// @param hits in how many scenarios it was hit
  /// @param kills in how many a process was killed inside
  /// @param reason why it can't be hit, or null
  /// @param witness a scenario that hits it, if possible with a kill inside, or null
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Line(
      String process,
      Phase phase,
      Operation operation,
      Phase request,
      long hits,
      long kills,
      @Nullable String reason,
      @Nullable Scenario witness) {

    boolean isUnhit() {
      return hits == 0 && reason == null;
    }

    /// For people.
    public String words() {
      return process + " " + phase + " " + operation + ", request in " + request;
    }
  }

  /// Writes it as JSON.
  public void write(Path file) throws IOException {
    MAPPER.writeValue(file.toFile(), this);
  }

  /// Why it proves nothing; empty when it does, as far as it goes.
  public List<String> faults() {
    List<String> faults = new ArrayList<>();
    if (!made.isPartial()) {
      windows.stream().filter(Line::isUnhit).forEach(it -> faults.add("never hit: " + it.words()));
      missing(faults);
    }
    windows.stream()
        .filter(it -> it.hits() > 0 && it.reason() != null)
        .forEach(it -> faults.add("hit, though " + it.reason() + ": " + it.words()));
    unplanned.forEach(it -> faults.add("passed, but not planned: " + it));
    if (reasoned * 100 > planned * REASONED_PERCENT) {
      faults.add(reasoned + " of " + planned + " windows are reasoned away: too many");
    }
    return faults;
  }

  private void missing(List<String> faults) {
    evidence.pairs().stream()
        .filter(it -> it.kills() == 0)
        .forEach(it ->
            faults.add(
                "no daemon died between two records of a request: %s, %s"
                    .formatted(it.after(), it.before())));
    evidence.said().stream()
        .filter(it -> it.count() == 0)
        .forEach(it -> faults.add("no daemon ever said: " + it.line()));
    Plan.stops().stream()
        .filter(phase -> evidence.stopped().stream().noneMatch(it -> it.request() == phase))
        .forEach(it ->
            faults.add("no daemon was stopped beyond the window while a request was in " + it));
  }
}
