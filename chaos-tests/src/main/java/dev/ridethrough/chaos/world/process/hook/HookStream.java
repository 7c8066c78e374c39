package dev.ridethrough.chaos.world.process.hook;

import dev.ridethrough.chaos.scenario.Operation;
import dev.ridethrough.machine.ByteStream;
import dev.ridethrough.machine.KernelException;

record HookStream(ByteStream stream, KillPoints points) implements ByteStream {
  @Override
  public int read(byte[] into, int offset, int length) throws KernelException {
    points.at(Operation.READ);
    return stream.read(into, offset, length);
  }

  @Override
  public int write(byte[] from, int offset, int length) throws KernelException {
    points.at(Operation.WRITE);
    return stream.write(from, offset, length);
  }

  @Override
  public void close() {
    points.at(Operation.CLOSE);
    stream.close();
  }
}
