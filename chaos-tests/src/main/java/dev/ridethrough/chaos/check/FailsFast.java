package dev.ridethrough.chaos.check;

import dev.ridethrough.chaos.history.History;

/// Promise 5: a failure that waiting can't heal is an error at once.
final class FailsFast implements Checker {
  @Override
  public Promise promise() {
    return Promise.FAILS_FAST;
  }

  @Override
  public Verdict judge(History history) {
    return new Verdict.NotJudged(
        "no scenario makes a failure yet that waiting can't heal; those faults come with a later"
            + " change");
  }
}
