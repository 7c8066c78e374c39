package dev.ridethrough.chaos.world.sim;

import dev.ridethrough.chaos.scenario.Operation;
import dev.ridethrough.chaos.world.run.AimedPoint;
import dev.ridethrough.chaos.world.run.CodePlace;
import dev.ridethrough.chaos.world.run.KillPoints;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// The kill points of a scenario in simulated processes: the same names, counts and holds as in
/// real ones.
final class SimPoints implements KillPoints {
  private final Probe probe;
  private final Map<SimProcess, List<Pass>> processes = new HashMap<>();
  private final Map<Integer, CompletableFuture<String>> reached = new HashMap<>();
  private final Map<Integer, @Nullable String> places = new HashMap<>();
  private final Map<Integer, CompletableFuture<Void>> gates = new HashMap<>();

  SimPoints(Probe probe) {
    this.probe = probe;
  }

  /// What one process has passed of one point.
  private static final class Pass {
    private final AimedPoint point;
    private boolean armed;
    private int count;

    Pass(AimedPoint point, boolean armed) {
      this.point = point;
      this.armed = armed;
    }
  }

  /// From now on the process may come to these points.
  void add(SimProcess process, List<AimedPoint> points, List<AimedPoint> armed) {
    if (points.isEmpty()) {
      return;
    }
    List<Pass> passes = new ArrayList<>();
    points.forEach(it -> passes.add(new Pass(it, armed.contains(it))));
    processes.put(process, passes);
  }

  @Override
  public CompletableFuture<String> reached(int index) {
    return reached.computeIfAbsent(index, _ -> new CompletableFuture<>());
  }

  @Override
  public @Nullable String where(int index) {
    return places.get(index);
  }

  @Override
  public void begin(int life) {
    probe.life(life);
    for (List<Pass> passes : processes.values()) {
      for (Pass pass : passes) {
        pass.armed |= pass.point.life() == life;
      }
    }
  }

  @Override
  public void release(int index) {
    gate(index).complete(null);
  }

  private CompletableFuture<Void> gate(int index) {
    return gates.computeIfAbsent(index, _ -> new CompletableFuture<>());
  }

  /// Holds the thread that comes there for the n-th time, and those that come later, until the
  /// harness has struck.
  void at(SimThread thread, Operation operation) {
    List<Pass> passes = processes.get(thread.process());
    if (passes == null) {
      return;
    }
    for (Pass pass : passes) {
      if (pass.armed
          && pass.point.coordinate().operation() == operation
          && pass.point.coordinate().phase() == thread.phase()) {
        pass(pass, thread, operation);
      }
    }
  }

  private void pass(Pass pass, SimThread thread, Operation operation) {
    pass.count++;
    int n = pass.point.coordinate().n();
    if (pass.count < n) {
      return;
    }
    if (pass.count == n + pass.point.gather() - 1) {
      places.putIfAbsent(pass.point.index(), CodePlace.here());
      reached(pass.point.index()).complete(thread.process().name());
    }
    thread.standAt(operation);
    gate(pass.point.index()).join();
    thread.standAt(null);
  }
}
