package dev.ridethrough.engine;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// A connection that remembers what was sent on it.
final class FakeExecution implements Execution {
  final List<String> sent = new ArrayList<>();
  BooleanSupplier cancelled = () -> false;
  private final String requestKey;

  FakeExecution(String requestKey) {
    this.requestKey = requestKey;
  }

  @Override
  public String requestKey() {
    return requestKey;
  }

  @Override
  public long generation() {
    return 3;
  }

  @Override
  public Map<String, Object> session() {
    return null;
  }

  @Override
  public void send(byte[] notificationLine) {
    sent.add(new String(notificationLine, StandardCharsets.UTF_8));
  }

  @Override
  public boolean cancelled() {
    return cancelled.getAsBoolean();
  }
}
