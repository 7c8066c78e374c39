package dev.ridethrough.chaos.world.process.hook;

import dev.ridethrough.chaos.scenario.Operation;
import dev.ridethrough.machine.ByteStream;
import dev.ridethrough.machine.Durability;
import dev.ridethrough.machine.Files;
import dev.ridethrough.machine.Machine;
import dev.ridethrough.machine.Peer;
import dev.ridethrough.machine.Phase;
import dev.ridethrough.machine.Sockets;
import dev.ridethrough.machine.Store;
import dev.ridethrough.machine.StoreException;
import dev.ridethrough.machine.StoreFormat;
import dev.ridethrough.machine.Timer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A machine whose operations are kill points; everything is done by the machine behind it.
final class HookMachine implements Machine {
  private final Machine machine;
  private final KillPoints points;
  private final Files files;
  private final Sockets sockets;

  HookMachine(Machine machine, KillPoints points) {
    this.machine = machine;
    this.points = points;
    this.files = new HookFiles(machine.files(), points);
    this.sockets = new HookSockets(machine.sockets(), points);
  }

  @Override
  public long nanoTime() {
    return machine.nanoTime();
  }

  @Override
  public void sleep(Duration duration) {
    points.at(Operation.SLEEP);
    machine.sleep(duration);
  }

  @Override
  public void start(String name, Runnable body) {
    machine.start(name, body);
  }

  @Override
  public void startDedicated(String name, Runnable body) {
    machine.startDedicated(name, body);
  }

  @Override
  public Timer after(Duration delay, Runnable action) {
    return machine.after(delay, action);
  }

  @Override
  public RandomGenerator random() {
    return machine.random();
  }

  @Override
  public Files files() {
    return files;
  }

  @Override
  public Sockets sockets() {
    return sockets;
  }

  @Override
  public Store openStore(Path path, StoreFormat format, Durability durability)
      throws StoreException {
    points.at(Operation.OPEN_STORE);
    return new HookStore(machine.openStore(path, format, durability), points);
  }

  @Override
  public ByteStream stdin() {
    return new HookStream(machine.stdin(), points);
  }

  @Override
  public ByteStream stdout() {
    return new HookStream(machine.stdout(), points);
  }

  @Override
  public void log(String line) {
    machine.log(line);
  }

  @Override
  public @Nullable String environment(String name) {
    return machine.environment(name);
  }

  @Override
  public void onTerminate(Runnable handler) {
    machine.onTerminate(handler);
  }

  @Override
  public Peer self() {
    return machine.self();
  }

  @Override
  public boolean terminate(long pid) {
    return machine.terminate(pid);
  }

  @Override
  public boolean alive(long pid) {
    return machine.alive(pid);
  }

  @Override
  public void exit(int status) {
    points.at(Operation.EXIT);
    machine.exit(status);
  }

  @Override
  public void enter(Phase phase, @Nullable String request) {
    points.enter(phase);
    machine.enter(phase, request);
  }
}
