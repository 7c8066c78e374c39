package dev.ridethrough.chaos.world.run;

import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.scenario.Fault;
import dev.ridethrough.chaos.scenario.Outage;
import dev.ridethrough.chaos.world.run.Surroundings.Thing;
import dev.ridethrough.machine.Machine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/// What lies in the way while no daemon lives. For one outage after the other.
final class Outages {
  private final Machine machine;
  private final Surroundings around;
  private final Seats seats;
  private final Contenders contenders;
  private final Recorder recorder;
  private final AtomicInteger numbers;
  private final List<Lying> lying = new ArrayList<>();

  private record Lying(int number, Fault fault, Undo undo) {}

  /// @param numbers gives each fault of the history its number
  Outages(
      Driver driver, Seats seats, Contenders contenders, Recorder recorder, AtomicInteger numbers) {
    this.machine = driver.machine();
    this.around = driver.surroundings();
    this.seats = seats;
    this.contenders = contenders;
    this.recorder = recorder;
    this.numbers = numbers;
  }

  /// Puts everything in the way.
  void begin(Outage outage) throws IOException {
    if (!outage.faults().isEmpty()) {
      around.makeDirectory();
    }
    for (Fault fault : outage.faults()) {
      if (fault != Fault.TWO_STARTERS && fault != Fault.EARLY_START) {
        int number = numbers.incrementAndGet();
        String where = "at " + around.socket();
        recorder.add(at -> new Event.Disturbed(at, number, fault, -1, -1, where, false, true));
        Undo undo = fault == Fault.HANGS_UP ? hangUp(number) : around.place(fault);
        lying.add(new Lying(number, fault, undo));
      }
    }
  }

  /// Lets a daemon try to start where none must.
  void contend() throws IOException {
    for (Lying it : lying) {
      if (it.fault().forbidsStart()) {
        contenders.start(it.fault(), -1);
      }
    }
  }

  /// Notes that the next daemon is started before this one is gone.
  DaemonProcess early(DaemonProcess daemon, Starter starter, int life) throws IOException {
    int number = numbers.incrementAndGet();
    String where = "at " + around.socket();
    recorder.add(at ->
        new Event.Disturbed(
            at, number, Fault.EARLY_START, daemon.generation(), -1, where, false, true));
    DaemonProcess next = starter.start(life);
    next.succeeds(daemon);
    boolean draining = daemon.process().isAlive();
    recorder.add(at -> new Event.Relieved(at, number, draining, true, "it still lived"));
    return next;
  }

  /// Clears the way.
  void end() throws IOException {
    end(lying.stream().filter(it -> !it.fault().isAboutNextStart()).toList());
  }

  /// The next daemon serves, or is held where it will be struck.
  void started() throws IOException {
    end(List.copyOf(lying));
  }

  private void end(List<Lying> over) throws IOException {
    for (Lying it : over.reversed()) {
      Seen seen = it.undo().undo();
      recorder.add(
          at -> new Event.Relieved(at, it.number(), seen.effect(), seen.intact(), seen.detail()));
    }
    lying.removeAll(over);
  }

  private Undo hangUp(int number) throws IOException {
    Set<Long> ours =
        seats.seated().stream().map(it -> it.process().pid()).collect(Collectors.toSet());
    around.delete(Thing.SOCKET);
    Decoy decoy = new Decoy(machine, around.socket(), ours);
    return () -> {
      Decoy.Count count = decoy.count();
      decoy.close();
      recorder.add(at ->
          new Event.Attempts(
              at, number, count.millis(), count.processes(), count.connections(), count.busiest()));
      return Seen.of(count.connections() > 0, count.connections() + " connections came");
    };
  }
}
