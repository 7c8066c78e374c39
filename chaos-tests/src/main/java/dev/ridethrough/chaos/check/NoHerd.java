package dev.ridethrough.chaos.check;

import dev.ridethrough.chaos.history.History;

/// Promise 9: a hundred waiting proxies don't stampede the new daemon.
final class NoHerd implements Checker {
  @Override
  public Promise promise() {
    return Promise.NO_HERD;
  }

  @Override
  public Verdict judge(History history) {
    return new Verdict.NotJudged(
        "no scenario has a hundred proxies yet, nor does a history count their attempts; that"
            + " comes with a later change");
  }
}
