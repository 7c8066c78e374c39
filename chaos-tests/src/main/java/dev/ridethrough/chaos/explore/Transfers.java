package dev.ridethrough.chaos.explore;

import dev.ridethrough.chaos.scenario.Aim;
import dev.ridethrough.chaos.scenario.Coordinate;
import dev.ridethrough.chaos.scenario.Death;
import dev.ridethrough.chaos.scenario.Life;
import dev.ridethrough.chaos.scenario.Operation;
import dev.ridethrough.chaos.scenario.Outage;
import dev.ridethrough.chaos.scenario.Request;
import dev.ridethrough.chaos.scenario.Scenario;
import dev.ridethrough.machine.Phase;
import java.util.List;
import java.util.stream.IntStream;

/// The demonstration's scenario: each transfer is committed, and its daemon killed before the
/// reply.
public final class Transfers {
  private static final long DRAIN_MILLIS = 4_000;

  /// Long enough for what is resent to be answered before the next transfer comes.
  private static final long SETTLE_MILLIS = 120;

  private Transfers() {}

  /// Makes the scenario.
  ///
  /// @param resent whether the proxy is expected to send each transfer again: then the next one is
  ///   the second that a generation replies to, and the kill waits for that
  public static Scenario scenario(int transfers, boolean resent) {
    List<Life> lives =
        IntStream.range(0, transfers).mapToObj(i -> life(resent && i > 0 ? 2 : 1, resent)).toList();
    return new Scenario("transfers", Scenario.REAL_WINDOW_MILLIS, DRAIN_MILLIS, 1, lives);
  }

  private static Life life(int nthReply, boolean resent) {
    Coordinate beforeReply = Coordinate.daemon(Phase.REPLY, Operation.WRITE, nthReply);
    Request transfer = new Request(0, Request.Action.APPEND, resent ? SETTLE_MILLIS : 0, 0);
    Death death = new Death(Death.Signal.SIGKILL, new Aim.Point(beforeReply, 1));
    return Life.of(List.of(transfer), death, Outage.of(0, List.of()));
  }
}
