package dev.ridethrough.chaos.explore.exhaustive;

import dev.ridethrough.machine.Phase;
import java.util.EnumSet;
import java.util.Set;

/// A kill point while a request is somewhere: what can be hit.
///
/// @param request where a proxy's request is; of a proxy's kill point, its own phase
record Window(KillPoint point, Phase request) {
  /// Where the request of a waiting client can be.
  static final Set<Phase> REQUEST =
      EnumSet.of(Phase.WAIT, Phase.CONNECT, Phase.SEND, Phase.AWAIT, Phase.DELIVER);

  @Override
  public String toString() {
    return point.kind() == KillPoint.Kind.PROXY ? point.toString() : point + " x " + request;
  }
}
