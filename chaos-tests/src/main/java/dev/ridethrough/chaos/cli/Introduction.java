package dev.ridethrough.chaos.cli;

import dev.ridethrough.chaos.explore.Place;
import dev.ridethrough.chaos.explore.Sabotage;
import dev.ridethrough.chaos.failure.Failure;
import dev.ridethrough.chaos.failure.Versions;
import dev.ridethrough.chaos.report.Plain;
import dev.ridethrough.chaos.scenario.Aim;
import java.io.PrintStream;

/// What is said of a failure before it is run again.
final class Introduction {
  private static final int PROMISES = 10;

  private Introduction() {}

  static void tell(PrintStream out, Recording recording, Place where, Sabotage how, Versions here) {
    Failure failure = recording.failure();
    if (failure != null) {
      tell(out, failure, recording.place(), here);
    }
    out.printf(
        "schedule: %s; run %s%s; faults are aimed at:%n",
        Sizes.words(recording.scenario()),
        where == Place.SIM ? "in sim" : "on real processes",
        how == Sabotage.NONE ? "" : ", with --sabotage " + how.option());
    recording.scenario().aims().map(Aim::words).distinct().forEach(it -> out.println("  " + it));
  }

  private static void tell(PrintStream out, Failure failure, Place found, Versions here) {
    for (Failure.Broken it : failure.broken().stream().limit(PROMISES).toList()) {
      out.println(
          Plain.line(
              "promise %d (%s) was broken%s: %s"
                  .formatted(
                      it.promise(),
                      it.title(),
                      it.times() == 1 ? "" : " " + it.times() + " times",
                      it.sentence())));
    }
    out.println(
        Plain.line(
            "found by %s (seed %d) %s, with %s"
                .formatted(
                    failure.origin().command(),
                    failure.origin().seed(),
                    found == Place.SIM ? "in sim" : "on real processes",
                    failure.versions().words())));
    out.println(
        Plain.line(
            failure.versions().core().equals(here.core())
                ? "the core here is the same"
                : "the core here is another one: " + here.core()));
  }
}
