package dev.ridethrough.chaos.check;

/// The ten promises, numbered as in `ARCHITECTURE.md`.
public enum Promise {
  NO_DUPLICATE(
      1, "No duplicate", "the effect of a request exists at most once, whatever was killed."),
  FINISHES(
      2,
      "Finishes",
      "every request gets exactly one reply, no later than its grace window and its work allow."),
  RIDES_OUT(
      3,
      "Rides out",
      "a request succeeds if a daemon serves before its window ends, and none gives up earlier."),
  TELLS_THE_TRUTH(
      4,
      "Tells the truth",
      "a result means exactly one effect, not_sent none for ever, unknown at most one."),
  FAILS_FAST(
      5, "Fails fast", "what waiting can't heal is an error at once, with path, cause and remedy."),
  OWN_ANSWER(
      6,
      "Own answer",
      "a reply belongs to its request; what is cancelled in time is not executed."),
  ONE_DAEMON(
      7,
      "One daemon",
      "two daemons never serve one path, nothing of others is deleted, the next start serves."),
  PLANNED_IS_INVISIBLE(
      8,
      "Planned is invisible",
      "a restart by SIGTERM costs no unknown, and the daemon goes in time."),
  NO_HERD(9, "No herd", "a hundred waiting proxies neither stampede the new daemon nor starve it."),
  OUTLIVES_THE_DAEMON(
      10,
      "Outlives the daemon",
      "the proxy never exits while its input is open; then it answers what is in flight.");

  private final int id;
  private final String title;
  private final String words;

  Promise(int id, String title, String words) {
    this.id = id;
    this.title = title;
    this.words = words;
  }

  public int id() {
    return id;
  }

  public String title() {
    return title;
  }

  /// What it says, in short: one sentence.
  public String words() {
    return words;
  }
}
