package dev.ridethrough.chaos.release;

/// What is proved one after the other.
public enum Part {
  FORTH("OLD to NEW, under sessions of OLD"),
  BACK("NEW to OLD, under sessions of both"),
  FORTH_KILLED("OLD to NEW, OLD's daemon killed by its manager, under sessions of OLD"),
  BACK_KILLED("NEW to OLD, NEW's daemon killed by its manager, under sessions of both"),
  NEW_PROXIES("sessions of NEW on the daemon of OLD, which is restarted and killed"),
  NO_START("a NEW whose daemon does not start"),
  CRASH("a NEW whose daemon starts and crashes"),
  CRASH_LATER("a NEW whose daemon serves for a moment and crashes"),
  CUT("kill -9 at each step of updates forth and back, under sessions of OLD");

  private final String title;

  Part(String title) {
    this.title = title;
  }

  /// For people.
  public String title() {
    return title;
  }

  /// Whether it needs the daemon of NEW, and ends with that of OLD.
  boolean beginsWithNew() {
    return this == BACK || this == BACK_KILLED;
  }

  /// How long to wait between two requests, on average: where nobody serves for long, a herd would
  /// gather that only shows how fast the machine is.
  long pauseMillis() {
    return isPlanted() ? 200 : 40;
  }

  /// Whether its NEW has something planted in it, so that it does not serve for long.
  boolean isPlanted() {
    return this == NO_START || this == CRASH || this == CRASH_LATER;
  }

  boolean isHarsh() {
    return this == FORTH_KILLED || this == BACK_KILLED;
  }
}
