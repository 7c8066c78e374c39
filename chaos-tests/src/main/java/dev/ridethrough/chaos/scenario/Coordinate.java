package dev.ridethrough.chaos.scenario;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.ridethrough.machine.Phase;

/// A kill point: the n-th time that a process comes to an operation in a phase.
///
/// @param proxy the number of the proxy, or -1 for the daemon
/// @param n counted from 1, within one generation of the daemon, whichever process passes it
public record Coordinate(
    @JsonProperty(required = true) int proxy,
    @JsonProperty(required = true) Phase phase,
    @JsonProperty(required = true) Operation operation,
    @JsonProperty(required = true) int n) {
  public static final int DAEMON = -1;

  public Coordinate {
    Bounds.check(proxy, DAEMON, Scenario.MAX_PROXIES - 1, "coordinate proxy");
    Bounds.check(n, 1, 10_000, "coordinate n");
  }

  public static Coordinate daemon(Phase phase, Operation operation, int n) {
    return new Coordinate(DAEMON, phase, operation, n);
  }

  public boolean inDaemon() {
    return proxy == DAEMON;
  }

  /// Whether a daemon comes there before it serves.
  public boolean comesBeforeServing() {
    return switch (phase) {
      case START, BIND, LOAD -> true;
      default -> false;
    };
  }

  @Override
  public String toString() {
    String process = inDaemon() ? "daemon" : "proxy " + proxy;
    return process + ", phase " + phase + ", " + operation + " " + n;
  }
}
