package dev.ridethrough.chaos.world.process.hook;

import dev.ridethrough.chaos.scenario.Operation;
import dev.ridethrough.chaos.world.run.CodePlace;
import dev.ridethrough.machine.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// The kill points that this process was told to stop at.
///
/// Written as `index/phase/operation/n/gather`, separated by commas. A point counts from when the
/// harness arms it: at the start of the generation that it shall end.
final class KillPoints {
  private final ThreadLocal<Phase> phase = ThreadLocal.withInitial(() -> Phase.IDLE);
  private final List<KillPoint> points;

  KillPoints(List<KillPoint> points) {
    this.points = List.copyOf(points);
  }

  static KillPoints parse(String text, Control control) {
    List<KillPoint> points = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      String[] words = part.split("/", -1);
      points.add(
          new KillPoint(
              Integer.parseInt(words[0]),
              Phase.valueOf(words[1]),
              Operation.valueOf(words[2]),
              Integer.parseInt(words[3]),
              Integer.parseInt(words[4]),
              new AtomicInteger(),
              control));
    }
    return new KillPoints(points);
  }

  void enter(Phase next) {
    phase.set(next);
  }

  Phase phase() {
    return phase.get();
  }

  /// Called right before each operation; does not return while the harness holds this point.
  void at(Operation operation) {
    Phase here = phase.get();
    for (KillPoint point : points) {
      if (point.phase() == here && point.operation() == operation) {
        point.pass();
      }
    }
  }

  /// Holds the threads that come there for the n-th time and later, until `gather` of them stand
  /// there and the harness has struck; also those that come in between.
  record KillPoint(
      int index,
      Phase phase,
      Operation operation,
      int n,
      int gather,
      AtomicInteger passes,
      Control control) {

    void pass() {
      if (!control.isArmed(index)) {
        return;
      }
      int pass = passes.incrementAndGet();
      if (pass < n) {
        return;
      }
      if (pass == n + gather - 1) {
        control.reached(index, CodePlace.here());
      }
      control.awaitGo(index);
    }
  }
}
