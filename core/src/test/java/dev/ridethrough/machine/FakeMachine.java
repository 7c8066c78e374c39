package dev.ridethrough.machine;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A machine with a process id, a log and a clock that only sleep moves, for tests on one thread.
/// All else it refuses.
public final class FakeMachine {
  /// Who the process is.
  public static final Peer SELF = new Peer(4242, 1000);

  /// Each sleep, in order.
  public final List<Duration> sleeps = new ArrayList<>();

  /// Each logged line, in order.
  public final List<String> log = new ArrayList<>();

  private long nanos;

  /// A proxy, so that the port can grow without this class.
  public Machine port() {
    Class<?>[] port = {Machine.class};
    return (Machine) Proxy.newProxyInstance(Machine.class.getClassLoader(), port, this::call);
  }

  /// What the clock says, since the machine was made.
  public Duration now() {
    return Duration.ofNanos(nanos);
  }

  private Object call(Object port, Method method, Object[] arguments) {
    return switch (method.getName()) {
      case "nanoTime" -> nanos;
      case "sleep" -> sleep((Duration) arguments[0]);
      case "log" -> log((String) arguments[0]);
      case "enter" -> null;
      case "self" -> SELF;
      default -> throw new UnsupportedOperationException(method.getName());
    };
  }

  private Object log(String line) {
    log.add(line);
    return null;
  }

  private Object sleep(Duration duration) {
    sleeps.add(duration);
    nanos += duration.toNanos();
    return null;
  }
}
