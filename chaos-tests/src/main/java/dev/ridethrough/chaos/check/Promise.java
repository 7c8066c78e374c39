package dev.ridethrough.chaos.check;

/// The ten promises, numbered as in `ARCHITECTURE.md`.
public enum Promise {
  NO_DUPLICATE(1, "No duplicate"),
  FINISHES(2, "Finishes"),
  RIDES_OUT(3, "Rides out"),
  TELLS_THE_TRUTH(4, "Tells the truth"),
  FAILS_FAST(5, "Fails fast"),
  OWN_ANSWER(6, "Own answer"),
  ONE_DAEMON(7, "One daemon"),
  PLANNED_IS_INVISIBLE(8, "Planned is invisible"),
  NO_HERD(9, "No herd"),
  OUTLIVES_THE_DAEMON(10, "Outlives the daemon");

  private final int id;
  private final String title;

  Promise(int id, String title) {
    this.id = id;
    this.title = title;
  }

  public int id() {
    return id;
  }

  public String title() {
    return title;
  }
}
