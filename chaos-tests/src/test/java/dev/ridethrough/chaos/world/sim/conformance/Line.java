package dev.ridethrough.chaos.world.sim.conformance;

import java.util.SortedMap;
import java.util.TreeMap;

/// A call and what came of it: which calls returned, this one or earlier ones that waited, and what
/// lies in the folder afterwards.
///
/// @param process that calls, or to which something is done
/// @param returned outcomes by line; a call that is missing waits
/// @param scene of a call that changes files, or nothing
record Line(int number, int process, Call call, SortedMap<Integer, String> returned, String scene) {

  Line {
    returned = new TreeMap<>(returned);
  }

  boolean waits() {
    return call instanceof Call.OfProcess && !returned.containsKey(number);
  }

  String outcome() {
    return returned.getOrDefault(number, "waits");
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append(number).append(" P").append(process).append(' ').append(Words.of(call));
    text.append(" -> ").append(call instanceof Call.OfProcess ? outcome() : "done");
    returned.forEach((line, outcome) -> {
      if (line != number) {
        text.append("; ").append(line).append(' ').append(outcome);
      }
    });
    return text.toString();
  }
}
