package dev.ridethrough.chaos.check;

import static java.util.stream.Collectors.toMap;

import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.scenario.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Promise 10: a proxy does not exit while its input is open; then, or when it is told to
/// terminate, it answers what is in flight and exits. A session begins while there is no daemon,
/// and hears of what has changed when there is one again.
final class OutlivesTheDaemon extends PromiseChecker {
  /// The status of who does not handle it.
  private static final int BY_SIGTERM = 143;

  /// @param ending the fault that ended it, if one did before its input was closed
  private record Proxy(
      Event.ProxyStarted started,
      Event.@Nullable InputClosed closed,
      Event.@Nullable ProxyExited exited,
      Optional<Impairment> ending) {
    int number() {
      return started.proxy();
    }

    String name() {
      return "proxy " + number();
    }
  }

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
      if (proxy.closed() == null && proxy.exited() == null && proxy.ending().isEmpty()) {
        doubt = "the harness never closed the input of " + proxy.name();
        continue;
      }
      proxy
          .ending()
          .ifPresentOrElse(
              it -> wrongEnd(run, proxy, it, witnesses), () -> wrongExit(run, proxy, witnesses));
      unanswered(run, proxy, witnesses);
    }
    Announcements.missing(run, witnesses);
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
        .map(it ->
            new Proxy(
                it,
                closed.get(it.proxy()),
                exited.get(it.proxy()),
                ending(run, it.proxy(), exited.get(it.proxy()))))
        .toList();
  }

  /// A fault that comes after its exit has ended nothing.
  private static Optional<Impairment> ending(
      Run run, int proxy, Event.@Nullable ProxyExited exited) {
    return run.ending(proxy).filter(it -> exited == null || it.begun().at() <= exited.at());
  }

  private static void wrong(
      Proxy proxy, Event.@Nullable ProxyExited exited, Run run, String what, List<Witness> to) {
    long at = exited == null ? run.end() : exited.at();
    to.add(Witness.ofProxy(proxy.number(), at, proxy.name() + " " + what));
  }

  /// Of a proxy that lived until its input was closed.
  private static void wrongExit(Run run, Proxy proxy, List<Witness> witnesses) {
    Event.ProxyExited exited = proxy.exited();
    Event.InputClosed closed = proxy.closed();
    if (exited == null) {
      wrong(proxy, null, run, "never exited after its input was closed", witnesses);
      return;
    }
    String status = "exited with status " + exited.status();
    if (closed == null || exited.at() < closed.at()) {
      wrong(proxy, exited, run, status + " while its input was open", witnesses);
    } else if (exited.status() != 0) {
      wrong(proxy, exited, run, status + " instead of 0 at the end", witnesses);
    }
  }

  /// Of one that a fault ended.
  private static void wrongEnd(Run run, Proxy proxy, Impairment ending, List<Witness> witnesses) {
    String after = " after " + ending.fault().title();
    Event.ProxyExited exited = proxy.exited();
    if (exited == null) {
      wrong(proxy, null, run, "never exited" + after, witnesses);
      return;
    }
    Span took = new Span(ending.begun().at(), exited.at());
    long allowed = allowedMillis(run, proxy, took) * 1_000;
    if (took.length() > allowed) {
      String what =
          "exited "
              + Texts.millis(took.length())
              + after
              + ", allowed are "
              + Texts.millis(allowed);
      String sentence = proxy.name() + " " + what;
      witnesses.add(Witness.ofProxy(proxy.number(), took.from() + allowed, sentence));
    } else if (ending.fault() == Fault.PROXY_TERMINATED
        && exited.status() != 0
        && !isNewborn(run, proxy, ending, exited)) {
      String status = "exited with status " + exited.status() + " instead of 0";
      wrong(proxy, exited, run, status + after, witnesses);
    }
  }

  /// No process can do anything about a signal before it has asked for it.
  private static boolean isNewborn(
      Run run, Proxy proxy, Impairment ending, Event.ProxyExited exited) {
    long lived = ending.begun().at() - proxy.started().at();
    return exited.status() == BY_SIGTERM && lived <= run.tolerance().millis() * 1_000;
  }

  /// What is in flight may take its window, and its work instead of the drain if that is longer.
  private static long allowedMillis(Run run, Proxy proxy, Span took) {
    long work =
        run.lives().stream()
            .filter(it -> it.sent().proxy() == proxy.number())
            .mapToLong(RequestLife::workMillis)
            .max()
            .orElse(0);
    long held =
        took.length()
            - took.without(run.heldUp(proxy.number())).stream().mapToLong(Span::length).sum();
    return run.history().windowMillis()
        + Math.max(work, run.history().scenario().drainMillis())
        + run.stops(took) * Silence.FREE_MILLIS
        + held / 1_000
        + run.tolerance().exitMillis();
  }

  private static void unanswered(Run run, Proxy proxy, List<Witness> witnesses) {
    run.lives().stream()
        .filter(it -> it.sent().proxy() == proxy.number())
        .filter(it -> it.replies().isEmpty() && !it.excused() && !it.isCancelled())
        .map(it ->
            Witness.ofRequest(
                it,
                proxy.exited() == null ? run.end() : proxy.exited().at(),
                proxy.name() + " ended without answering " + it.name()))
        .forEach(witnesses::add);
  }

  private static boolean livedThroughDeath(Run run, Proxy proxy) {
    long from = proxy.started().at();
    long to = proxy.exited() == null ? run.end() : proxy.exited().at();
    return run.history().all(Event.DaemonDied.class).stream()
        .anyMatch(it -> from < it.at() && it.at() < to);
  }
}
