package dev.ridethrough.chaos.check;

import dev.ridethrough.chaos.history.History;
import java.util.Optional;

/// Judges one promise. Pure and stateless.
public interface Checker {
  Promise promise();

  Verdict judge(History history);

  /// The same, for whoever asks many.
  ///
  /// @param contradiction what is wrong with the history in itself, or nothing
  Verdict judge(Run run, Optional<String> contradiction);
}
