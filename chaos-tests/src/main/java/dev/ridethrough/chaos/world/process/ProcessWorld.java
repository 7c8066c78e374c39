package dev.ridethrough.chaos.world.process;

import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.scenario.Scenario;
import dev.ridethrough.chaos.world.Target;
import dev.ridethrough.chaos.world.run.Driver;
import java.io.IOException;
import java.util.OptionalLong;
import java.util.function.Consumer;

/// Runs scenarios on real child processes.
public final class ProcessWorld extends RealWorld {
  private final OptionalLong proxyGraceMillis;
  private final Onlooker onlooker;

  /// Makes a world with an empty folder of its own.
  ///
  /// @param proxyGraceMillis what the proxies are told instead of the scenario's window, by which
  ///   they are judged all the same
  /// @param observer hears of each event as it happens
  public ProcessWorld(Target target, OptionalLong proxyGraceMillis, Consumer<Event> observer) {
    this(target, proxyGraceMillis, observer, Onlooker.NOBODY);
  }

  /// The same, for somebody who looks at the processes: what happens there is not to be judged.
  public ProcessWorld(
      Target target, OptionalLong proxyGraceMillis, Consumer<Event> observer, Onlooker onlooker) {
    super(target, observer);
    this.onlooker = onlooker;
    this.proxyGraceMillis = proxyGraceMillis;
  }

  @Override
  public String name() {
    return "process";
  }

  @Override
  protected Driver driver(Scenario scenario, Room room) throws IOException {
    return new ProcessDriver(scenario, target(), proxyGraceMillis, room, onlooker);
  }
}
