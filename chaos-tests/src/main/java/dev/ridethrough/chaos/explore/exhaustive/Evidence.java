package dev.ridethrough.chaos.explore.exhaustive;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.ridethrough.chaos.check.Excuse;
import dev.ridethrough.chaos.scenario.Scenario;
import dev.ridethrough.machine.Phase;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an exploration saw beside its windows: deaths between two records of the journal, requests
/// that were told `unknown`, what daemons refused, and stops for longer than the window. Each with
/// how often, and the first scenario that shows it.
public record Evidence(
    List<Pair> pairs, List<Unknown> unknown, List<Said> said, List<Stop> stopped) {
  public Evidence {
    pairs = List.copyOf(pairs);
    unknown = List.copyOf(unknown);
    said = List.copyOf(said);
    stopped = List.copyOf(stopped);
  }

  /// Two records of a request in the journal, and how often a daemon died between them.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Pair(String after, String before, long kills, @Nullable Scenario witness) {}

  /// Requests that were told `unknown`.
  ///
  /// @param tool its kind
  /// @param killPoint where the daemon that died had it last
  public record Unknown(
      String tool, Excuse excuse, String killPoint, long count, Scenario witness) {}

  /// A line by which a daemon refused a request.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Said(String line, long count, @Nullable Scenario witness) {}

  /// Requests with an effect, whose daemon was stopped for longer than the window.
  ///
  /// @param request where the request was when the daemon was stopped
  /// @param told what its client was told, or `nothing`
  /// @param effects how many it left, counted when all was over
  public record Stop(Phase request, String told, int effects, long count, Scenario witness) {}
}
