package dev.ridethrough.chaos.check;

import static java.util.stream.Collectors.toMap;

import dev.ridethrough.chaos.history.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Promise 10: a proxy does not exit while its input is open; then it answers what is in flight and
/// exits.
final class OutlivesTheDaemon extends PromiseChecker {
  private record Proxy(
      Event.ProxyStarted started,
      Event.@Nullable InputClosed closed,
      Event.@Nullable ProxyExited exited) {}

  OutlivesTheDaemon() {
    super(Promise.OUTLIVES_THE_DAEMON, "no proxy lived through the death of a daemon");
  }

  @Override
  Finding examine(Run run) {
    List<Witness> witnesses = new ArrayList<>();
    String doubt = null;
    long exercised = 0;
    for (Proxy proxy : proxies(run)) {
      exercised += livedThroughDeath(run, proxy) ? 1 : 0;
      if (proxy.closed() == null && proxy.exited() == null) {
        doubt = "the harness never closed the input of " + name(proxy);
      } else {
        exit(proxy, witnesses);
        unanswered(run, proxy, witnesses);
      }
    }
    return new Finding(exercised, witnesses, doubt);
  }

  private static List<Proxy> proxies(Run run) {
    Map<Integer, Event.InputClosed> closed =
        run.history().all(Event.InputClosed.class).stream()
            .collect(toMap(Event.InputClosed::proxy, it -> it, (first, second) -> first));
    Map<Integer, Event.ProxyExited> exited =
        run.history().all(Event.ProxyExited.class).stream()
            .collect(toMap(Event.ProxyExited::proxy, it -> it, (first, second) -> first));
    return run.history().all(Event.ProxyStarted.class).stream()
        .map(it -> new Proxy(it, closed.get(it.proxy()), exited.get(it.proxy())))
        .toList();
  }

  private static void exit(Proxy proxy, List<Witness> witnesses) {
    Event.ProxyExited exited = proxy.exited();
    Event.InputClosed closed = proxy.closed();
    if (exited == null) {
      if (closed != null) {
        witnesses.add(new Witness(-1, name(proxy) + " never exited after its input was closed"));
      }
    } else if (closed == null || exited.at() < closed.at()) {
      String sentence =
          name(proxy) + " exited with status " + exited.status() + " while its input was open";
      witnesses.add(new Witness(-1, sentence));
    } else if (exited.status() != 0) {
      String sentence =
          name(proxy) + " exited with status " + exited.status() + " instead of 0 at the end";
      witnesses.add(new Witness(-1, sentence));
    }
  }

  private static void unanswered(Run run, Proxy proxy, List<Witness> witnesses) {
    run.lives().stream()
        .filter(it -> it.sent().proxy() == proxy.started().proxy() && it.replies().isEmpty())
        .map(it -> new Witness(it.number(), name(proxy) + " ended without answering " + it.name()))
        .forEach(witnesses::add);
  }

  private static boolean livedThroughDeath(Run run, Proxy proxy) {
    long from = proxy.started().at();
    long to = proxy.exited() == null ? run.end() : proxy.exited().at();
    return run.history().all(Event.DaemonDied.class).stream()
        .anyMatch(it -> from < it.at() && it.at() < to);
  }

  private static String name(Proxy proxy) {
    return "proxy " + proxy.started().proxy();
  }
}
