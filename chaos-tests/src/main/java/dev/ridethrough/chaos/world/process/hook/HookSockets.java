package dev.ridethrough.chaos.world.process.hook;

import dev.ridethrough.chaos.scenario.Operation;
import dev.ridethrough.machine.Connection;
import dev.ridethrough.machine.KernelException;
import dev.ridethrough.machine.Listener;
import dev.ridethrough.machine.Peer;
import dev.ridethrough.machine.Sockets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

record HookSockets(Sockets sockets, KillPoints points) implements Sockets {
  @Override
  public int maxPathBytes() {
    return sockets.maxPathBytes();
  }

  @Override
  public void load() throws KernelException {
    sockets.load();
  }

  @Override
  public Connection connect(Path path) throws KernelException {
    points.at(Operation.CONNECT);
    return new HookConnection(sockets.connect(path), points);
  }

  @Override
  public Listener listen(Path path, int backlog) throws KernelException {
    points.at(Operation.LISTEN);
    return new HookListener(sockets.listen(path, backlog), points);
  }

  @Override
  public @Nullable Listener inherited() throws KernelException {
    points.at(Operation.LISTEN);
    Listener listener = sockets.inherited();
    return listener == null ? null : new HookListener(listener, points);
  }

  private record HookListener(Listener listener, KillPoints points) implements Listener {
    @Override
    public @Nullable Connection accept() throws KernelException {
      points.at(Operation.ACCEPT);
      Connection connection = listener.accept();
      return connection == null ? null : new HookConnection(connection, points);
    }

    @Override
    public void finish() {
      listener.finish();
    }

    @Override
    public void close() {
      points.at(Operation.CLOSE);
      listener.close();
    }
  }

  private record HookConnection(Connection connection, HookStream stream, KillPoints points)
      implements Connection {
    private HookConnection(Connection connection, KillPoints points) {
      this(connection, new HookStream(connection, points), points);
    }

    @Override
    public int read(byte[] into, int offset, int length) throws KernelException {
      return stream.read(into, offset, length);
    }

    @Override
    public int readNow(byte[] into, int offset, int length) throws KernelException {
      points.at(Operation.READ);
      return connection.readNow(into, offset, length);
    }

    @Override
    public int write(byte[] from, int offset, int length) throws KernelException {
      return stream.write(from, offset, length);
    }

    @Override
    public Peer peer() throws KernelException {
      points.at(Operation.PEER);
      return connection.peer();
    }

    @Override
    public void close() {
      stream.close();
    }
  }
}
