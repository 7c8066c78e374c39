package dev.ridethrough.chaos.cli;

import dev.ridethrough.chaos.check.Judgement;
import dev.ridethrough.chaos.check.Tally;
import dev.ridethrough.chaos.explore.Gate;
import dev.ridethrough.chaos.history.History;
import dev.ridethrough.chaos.report.Progress;
import dev.ridethrough.chaos.world.World;
import java.io.IOException;

/// Keeps what the runs of a gate leave behind, and shows how far it is.
///
/// @param start when it began
record GateKeeper(ReportFolder folder, Progress progress, long start) implements Gate.Keeper {
  @Override
  public void save(int index, History history) throws IOException {
    folder.saveHistory(index, history);
  }

  @Override
  public void judged(World world, int index, History history, Judgement judgement, Tally sum)
      throws IOException {
    folder.saveVerdict(index, judgement);
    if (!judgement.broken().isEmpty()) {
      folder.saveFailure(index, history, judgement, world.logs(index));
    }
    world.discard(index);
    progress.show((System.nanoTime() - start) / 1_000_000, sum);
  }
}
