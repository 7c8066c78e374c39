package dev.ridethrough.chaos.world.sim.conformance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A story before it is played.
///
/// @param ending of what the opening has begun, before the steps
record Draft(Opening opening, Ending ending, List<Step> steps) {

  /// The lines that come before the steps.
  List<String> begin() {
    List<String> lines = new ArrayList<>(lines(opening.lines));
    if (!opening.close.isEmpty()) {
      switch (ending) {
        case NONE -> {}
        case CLOSE, CLOSE_AND_LOOK -> lines.add(opening.close);
        case KILL, KILL_AND_LOOK -> lines.add("0 Kill");
      }
      if (ending == Ending.CLOSE_AND_LOOK || ending == Ending.KILL_AND_LOOK) {
        lines.addAll(lines(opening.look));
      }
    }
    return lines;
  }

  private static List<String> lines(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split("; ", -1));
  }

  /// How process 0 gives up what it has, and whether others then look.
  enum Ending {
    NONE,
    CLOSE,
    CLOSE_AND_LOOK,
    KILL,
    KILL_AND_LOOK
  }

  /// The first lines of stories, word for word: where the interesting things begin.
  enum Opening {
    QUEUED_SILENT("0 Close 0", "0 Listen s 1; 1 Connect s", Looks.CLIENT),
    QUEUED_WRITTEN("0 Close 0", "0 Listen s 1; 1 Connect s; 1 Write 1 3", Looks.CLIENT),
    SOME_UNREAD(
        "0 Close 2",
        "0 Listen s 1; 1 Connect s; 0 Accept 0; 1 Write 1 3; 0 Read 2 1",
        Looks.CLIENT),
    ALL_READ(
        "0 Close 2",
        "0 Listen s 1; 1 Connect s; 0 Accept 0; 1 Write 1 3; 0 Read 2 9",
        Looks.CLIENT),
    NOTHING_SENT("0 Close 2", "0 Listen s 1; 1 Connect s; 0 Accept 0", Looks.CLIENT),
    REPLY_AND_UNREAD(
        "0 Close 2",
        "0 Listen s 1; 1 Connect s; 0 Accept 0; 1 Write 1 3; 0 Write 2 5",
        "1 Read 1 9; 1 Read 1 9; 1 Write 1 1"),
    LOCKED("0 ReadFile u", "0 Lock u; 1 Lock u", "1 Lock u"),
    NOTHING(""),
    SERVED_BY_SOMEBODY("2 Listen s 2; 1 Connect s; 2 Accept 0"),
    WATCHED("1 Watch .; 1 Await 0"),
    WATCHED_FOLDER("1 Watch d; 1 Await 0"),
    LOCK_REPLACED("0 Lock u; 0 Unlink u; 1 Lock u; 0 IsCurrent 0"),
    SUCCEEDED("0 Listen s 1; 1 Connect s; 2 Listen t 1; 2 Rename t s"),
    RENAMED("1 Watch .; 0 Listen t 1; 1 Await 0; 1 Await 0; 0 Rename t s; 1 Connect s"),
    BOUND("1 Watch .; 1 Await 0; 0 Bind s; 1 Connect s; 1 Await 0"),
    FULL("0 Listen s 1; 1 Connect s; 1 Connect s"),
    STOPPED("0 Listen s 1; 0 Stop; 1 Connect s; 1 Write 2 3; 0 Continue; 0 Accept 0"),
    STARVED("0 Listen s 1; 0 Starve; 1 Connect s; 0 Accept 0; 0 Feed; 0 Accept 0");

    /// Those where it matters that process 0 dies.
    static final List<Opening> DEADLY =
        Arrays.stream(values()).filter(it -> !it.close.isEmpty()).toList();

    private final String close;
    private final String lines;
    private final String look;

    Opening(String lines) {
      this("", lines, "");
    }

    Opening(String close, String lines, String look) {
      this.close = close;
      this.lines = lines;
      this.look = look;
    }
  }

  private static final class Looks {
    static final String CLIENT = "1 Read 1 9; 1 Write 1 1";
  }
}
