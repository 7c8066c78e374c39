package dev.ridethrough.chaos.release;

/// Where an update is killed (SIGKILL), with all that it has started. In the order in which that is
/// tried: only the first one finds a version that was never installed.
enum Step {
  INSTALLING("while it installs the version"),
  BEGUN("as it begins"),
  SWAPPED("right after the swap"),
  RELOAD("at `systemctl daemon-reload`"),
  RESTART("at `systemctl restart`"),
  RESTARTED("when systemd has restarted the service");

  private final String words;

  Step(String words) {
    this.words = words;
  }

  /// As a sentence ends.
  String words() {
    return words;
  }
}
