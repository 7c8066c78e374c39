package dev.ridethrough.chaos.world.sim.conformance;

import com.sun.security.auth.module.UnixSystem;
import java.util.List;

/// Who plays in a story: the users of its processes. Two belong to us. The third belongs to
/// somebody else when we may start processes of others, and to us otherwise.
record Cast(int us, List<Integer> users) {
  static final int SOMEBODY = 65534;

  static final Cast HERE = of((int) new UnixSystem().getUid());

  private static Cast of(int us) {
    return new Cast(us, List.of(us, us, us == 0 ? SOMEBODY : us));
  }

  /// Whether permissions can be tried out on somebody else.
  boolean hasSomebodyElse() {
    return us == 0;
  }
}
