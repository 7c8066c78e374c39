package dev.ridethrough.chaos.release;

import dev.ridethrough.chaos.history.History;
import java.util.List;

/// What happened in one part.
///
/// @param histories one a delivery
/// @param updates how many were run, those that were killed, too
/// @param cuts how many were killed where they should be
/// @param bitten how many daemons ended by what was planted in their version
/// @param wrong what an update did that it must not do, in sentences
public record PartResult(
    Part part, List<History> histories, int updates, int cuts, int bitten, List<String> wrong) {
  public PartResult {
    histories = List.copyOf(histories);
    wrong = List.copyOf(wrong);
  }
}
