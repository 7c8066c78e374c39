package dev.ridethrough.chaos.explore.exhaustive;

import dev.ridethrough.chaos.explore.exhaustive.KillPoint.Kind;
import dev.ridethrough.chaos.scenario.Coordinate;
import dev.ridethrough.chaos.scenario.Operation;
import dev.ridethrough.chaos.world.sim.Probe;
import dev.ridethrough.chaos.world.sim.SimProcess;
import dev.ridethrough.chaos.world.sim.SimThread;
import dev.ridethrough.machine.Phase;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Which kill points the processes of one run came to, and where requests were then.
///
/// What happens before the first life begins does not count: at a cold start no request is in
/// flight that a kill could hurt.
final class Visits implements Probe {
  private final Map<SimProcess, Seat> seats = new HashMap<>();
  private final List<SimProcess> proxies = new ArrayList<>();
  private final Map<Place, Integer> counts = new LinkedHashMap<>();
  private final Set<Window> hit = new LinkedHashSet<>();
  private final Set<Window> killed = new LinkedHashSet<>();
  private final Set<KillPoint> points = new LinkedHashSet<>();
  private final Set<String> said = new TreeSet<>();
  private int life = -1;

  /// A process of the scenario.
  ///
  /// @param life that a daemon begins
  /// @param proxy its number, or that of [Coordinate#DAEMON]
  private record Seat(Kind kind, int life, int proxy) {}

  /// Where a coordinate counts.
  record Place(int life, int proxy, Phase phase, Operation operation) {}

  @Override
  public void daemon(SimProcess process, int begins) {
    seats.put(process, new Seat(Kind.DAEMON, begins, Coordinate.DAEMON));
  }

  @Override
  public void proxy(SimProcess process, int seat, int number) {
    seats.put(process, new Seat(Kind.PROXY, 0, seat == number ? seat : Integer.MAX_VALUE));
    proxies.add(process);
  }

  @Override
  public void life(int begun) {
    life = begun;
  }

  @Override
  public void at(SimThread thread, Operation operation) {
    Seat seat = seats.get(thread.process());
    if (seat == null) {
      return;
    }
    points.add(new KillPoint(seat.kind(), thread.phase(), operation));
    if (life < 0) {
      return;
    }
    counts.merge(place(seat, thread.phase(), operation), 1, Integer::sum);
    note(hit, seat, thread.phase(), operation);
  }

  /// Of a daemon only what refuses a request.
  @Override
  public void says(SimThread thread, byte[] from, int offset, int length) {
    Seat seat = seats.get(thread.process());
    if (seat != null && seat.kind() == Kind.DAEMON) {
      Refusal.in(from, offset, length).ifPresent(said::add);
    }
  }

  private Place place(Seat seat, Phase phase, Operation operation) {
    int counted = seat.kind() == Kind.DAEMON ? seat.life() : life;
    return new Place(counted, seat.proxy(), phase, operation);
  }

  private void note(Set<Window> windows, Seat seat, Phase phase, Operation operation) {
    KillPoint point = new KillPoint(seat.kind(), phase, operation);
    if (seat.kind() == Kind.PROXY) {
      windows.add(new Window(point, phase));
    } else {
      requests().forEach(request -> windows.add(new Window(point, request)));
    }
  }

  /// Where the requests in all proxies are.
  private Set<Phase> requests() {
    Set<Phase> phases = EnumSet.noneOf(Phase.class);
    for (SimProcess proxy : proxies) {
      for (SimThread thread : proxy.threads()) {
        if (Window.REQUEST.contains(thread.phase())) {
          phases.add(thread.phase());
        }
      }
    }
    return phases;
  }

  @Override
  public void killed(SimProcess process) {
    Seat seat = seats.get(process);
    if (seat == null || life < 0) {
      return;
    }
    for (SimThread thread : process.threads()) {
      @Nullable Operation standing = thread.standing();
      if (standing != null) {
        note(killed, seat, thread.phase(), standing);
      }
    }
  }

  /// How often each place was passed, of the daemons and of the proxies that are not replacements.
  Map<Place, Integer> counts() {
    return counts;
  }

  /// By what lines daemons refused requests.
  Set<String> said() {
    return said;
  }

  /// What was passed while a request was there.
  Set<Window> hit() {
    return hit;
  }

  /// Where a process was killed that stood there.
  Set<Window> killed() {
    return killed;
  }

  /// All kill points, also those of a cold start.
  Set<KillPoint> points() {
    return points;
  }
}
