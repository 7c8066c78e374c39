package dev.ridethrough.chaos.release;

/// Where an update is killed (SIGKILL), with all that it has started.
enum Step {
  BEGUN("as it begins"),
  INSTALLING("while it installs the version"),
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
