package dev.ridethrough.chaos.cli;

import dev.ridethrough.chaos.scenario.Scenario;

/// How large a scenario is, for people.
final class Sizes {
  private Sizes() {}

  static String words(Scenario scenario) {
    return count(scenario.lives().size(), "life", "lives")
        + ", "
        + count(scenario.requests().size(), "request", "requests")
        + ", "
        + count(scenario.strikes(), "fault", "faults");
  }

  private static String count(long number, String one, String many) {
    return number + " " + (number == 1 ? one : many);
  }
}
