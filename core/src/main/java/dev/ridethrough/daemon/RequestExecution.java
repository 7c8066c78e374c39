package dev.ridethrough.daemon;

import dev.ridethrough.engine.Execution;
import dev.ridethrough.machine.KernelException;
import dev.ridethrough.machine.Machine;
import dev.ridethrough.wire.ClientLine;
import dev.ridethrough.wire.LineWriter;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// What an engine is told of a request: what its handshake said, and whether somebody still waits.
///
/// @param nobodyWaits set as soon as nobody does
record RequestExecution(
    Machine machine,
    LineWriter writer,
    ClientLine.Handshake handshake,
    long generation,
    AtomicBoolean nobodyWaits)
    implements Execution {

  @Override
  public String requestKey() {
    return handshake.request();
  }

  @Override
  public boolean exactlyOnce() {
    return handshake.exactlyOnce();
  }

  @Override
  public String client() {
    return handshake.client();
  }

  @Override
  public long number() {
    return handshake.number();
  }

  @Override
  public long acknowledged() {
    return handshake.acknowledged();
  }

  @Override
  public boolean isOver() {
    return cancelled() || machine.nanoTime() > handshake.deadlineNanos();
  }

  @Override
  public @Nullable Map<String, Object> session() {
    return handshake.session();
  }

  @Override
  public void send(byte[] notification) {
    try {
      writer.write(Conversation.WRITE_LIMIT, notification);
    } catch (KernelException e) {
      nobodyWaits.set(true); // nobody reads any more
    }
  }

  @Override
  public boolean cancelled() {
    return nobodyWaits.get();
  }
}
