package dev.ridethrough.chaos.world.sim;

import java.util.List;
import java.util.stream.Collectors;

/// A step that was taken, and the answers that came before the next one.
record StoreLine(String what, List<StoreWorld.Answer> answers) {
  StoreLine {
    answers = List.copyOf(answers);
  }

  @Override
  public String toString() {
    return what
        + answers.stream()
            .map(answer -> "\n      " + answer.id() + ": " + answer.text())
            .collect(Collectors.joining());
  }

  boolean isCall() {
    return what.startsWith("process ");
  }
}
