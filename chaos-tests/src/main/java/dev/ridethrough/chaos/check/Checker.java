package dev.ridethrough.chaos.check;

import dev.ridethrough.chaos.history.History;

/// Judges one promise. Pure and stateless.
public interface Checker {
  Promise promise();

  Verdict judge(History history);
}
