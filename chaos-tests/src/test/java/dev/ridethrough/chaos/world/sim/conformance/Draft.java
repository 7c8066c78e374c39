package dev.ridethrough.chaos.world.sim.conformance;

import java.util.List;

/// A story before it is played.
///
/// @param opening what it begins with, so that there is something to do
record Draft(Opening opening, List<Step> steps) {

  /// The first lines of stories, word for word.
  enum Opening {
    NOTHING(),
    QUEUED("0 Listen s 1", "1 Connect s"),
    SERVED("0 Listen s 1", "1 Connect s", "0 Accept 0"),
    SERVED_BY_SOMEBODY("2 Listen s 2", "1 Connect s", "2 Accept 0"),
    ASKED("1 Listen s 1", "0 Connect s", "1 Accept 0", "0 Write 1 3"),
    ANSWERED("0 Listen s 1", "1 Connect s", "0 Accept 0", "1 Write 1 3", "0 Write 2 5"),
    WATCHED("1 Watch .", "1 Await 0"),
    WATCHED_FOLDER("1 Watch d", "1 Await 0"),
    LOCKED("0 Lock u", "1 Lock u"),
    SUCCEEDED("0 Listen s 1", "1 Connect s", "2 Listen t 1", "2 Rename t s"),
    BOUND("1 Watch .", "1 Await 0", "0 Bind s", "1 Connect s", "1 Await 0"),
    FULL("0 Listen s 1", "1 Connect s", "1 Connect s");

    private final List<String> lines;

    Opening(String... lines) {
      this.lines = List.of(lines);
    }

    List<String> lines() {
      return lines;
    }
  }
}
