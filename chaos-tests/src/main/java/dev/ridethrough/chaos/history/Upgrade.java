package dev.ridethrough.chaos.history;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// One step from a format to the next, on the JSON tree, before anything of it is understood. What
/// the older format did not tell stays unknown; nothing is made up that anybody could be blamed
/// for.
sealed interface Upgrade permits UpgradeTo2 {
  /// The first one leads to format 2, and each further one to the next: never change one, add one.
  List<Upgrade> STEPS = List.of(new UpgradeTo2());

  /// Changes the first line, but not its format number.
  void header(ObjectNode header);

  /// Changes any other line.
  void event(ObjectNode event);

  /// What leads from that format to today's, in order; nothing for today's.
  ///
  /// @param format 1 to [History#FORMAT]
  static List<Upgrade> since(int format) {
    return STEPS.subList(format - 1, STEPS.size());
  }
}
