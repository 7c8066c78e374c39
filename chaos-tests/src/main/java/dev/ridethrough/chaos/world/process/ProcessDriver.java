package dev.ridethrough.chaos.world.process;

import dev.ridethrough.chaos.scenario.Scenario;
import dev.ridethrough.chaos.world.Target;
import dev.ridethrough.chaos.world.run.Child;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/// Runs one scenario on child processes.
final class ProcessDriver extends RealDriver {
  private final Onlooker onlooker;
  private final Commands commands;

  ProcessDriver(
      Scenario scenario, Target target, OptionalLong proxyGraceMillis, Room room, Onlooker onlooker)
      throws IOException {
    super(scenario, target, room);
    this.onlooker = onlooker;
    commands = new Commands(scenario, target, proxyGraceMillis, room, onlooker);
  }

  @Override
  public Child daemon(int life, int generation, String name) throws IOException {
    return start(commands.daemon(life, generation, name), name, log(life, name));
  }

  @Override
  public Child contender(boolean otherHome, String name) throws IOException {
    return start(commands.contender(otherHome, name), name, name);
  }

  @Override
  public Child proxy(int seat, int number) throws IOException {
    return start(commands.proxy(seat, number), "proxy " + number, "proxy-" + number);
  }

  private Child start(List<String> command, String name, String log) throws IOException {
    Path file = room().log(log);
    Process process = Children.start(commands.obeying(command), room().folder(), file);
    onlooker.started(name, process.pid());
    return new ProcessChild(process, file);
  }

  @Override
  public void look(int point, String process) {
    onlooker.look(point, process);
  }

  @Override
  public CompletableFuture<Void> patience() {
    return onlooker.patience();
  }
}
