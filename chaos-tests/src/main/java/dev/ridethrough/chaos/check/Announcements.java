package dev.ridethrough.chaos.check;

import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.history.Outcome;
import dev.ridethrough.chaos.scenario.Life;
import dev.ridethrough.chaos.scenario.Request.Action;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// What clients are told without asking, and how their sessions begin: parts of promises 6 and 10.
final class Announcements {
  /// An idle proxy looks for a daemon within a second of a change, and within four of one that
  /// follows another.
  private static final long HEARD_MICROS = 5_000_000;

  private static final long DELIVERED_MICROS = 1_000_000;
  private static final int UNASKED = -1;
  private static final String NO_LIST = "";

  private Announcements() {}

  /// A list of tools that a client got.
  ///
  /// @param names of the tools, or [#NO_LIST] where there was no daemon to ask
  private record Listed(RequestLife life, String names) {
    long at() {
      return life.span().to();
    }
  }

  /// Promise 6: a change is told once to each who wants to know it, and nothing else is.
  static void tooMany(Run run, List<Witness> witnesses) {
    order(run, witnesses);
    for (Event.ProxyStarted proxy : run.history().all(Event.ProxyStarted.class)) {
      List<Event.ToolsChanged> told = told(run, proxy.proxy());
      Set<Integer> streams = new HashSet<>();
      told.forEach(it -> streams.add(it.request()));
      for (int stream : streams) {
        List<Event.ToolsChanged> mine = told.stream().filter(it -> it.request() == stream).toList();
        long most = changes(run, proxy.proxy());
        if (mine.size() > most) {
          witnesses.add(
              Witness.ofProxy(
                  proxy.proxy(),
                  mine.get((int) most).at(),
                  "proxy "
                      + proxy.proxy()
                      + " told "
                      + mine.size()
                      + " times that the list of tools has changed, which it did at most "
                      + most
                      + " times"));
        }
      }
    }
  }

  /// By the order of the events.
  private static void order(Run run, List<Witness> witnesses) {
    Set<Integer> open = new HashSet<>();
    Set<Integer> known = new HashSet<>();
    for (Event event : run.history().events()) {
      switch (event) {
        case Event.Acknowledged it -> {
          open.add(it.request());
          if (!known.add(it.request())) {
            witnesses.add(wrong(it.request(), it.at(), "was acknowledged twice"));
          }
        }
        case Event.ToolsChanged it when it.request() != UNASKED && !open.contains(it.request()) ->
            witnesses.add(
                wrong(it.request(), it.at(), "was told of a change while it was not open"));
        case Event.Replied it -> open.remove(it.request());
        default -> {}
      }
    }
  }

  private static Witness wrong(int request, long at, String what) {
    return new Witness(request, -1, at, "subscription " + request + " " + what);
  }

  /// How often the list can have changed for that client: also from none to the first, and once
  /// more for each that it got from a daemon while another one came.
  private static long changes(Run run, int proxy) {
    List<Life> lives = run.history().scenario().lives();
    long switches =
        IntStream.range(1, lives.size())
            .filter(i -> lives.get(i).withoutEcho() != lives.get(i - 1).withoutEcho())
            .count();
    List<Listed> lists = lists(run, proxy);
    long late =
        lists.stream()
            .filter(it ->
                run.history().all(Event.DaemonServing.class).stream()
                    .anyMatch(serving -> it.life().span().contains(serving.at())))
            .count();
    long none = !lists.isEmpty() && lists.getFirst().names().equals(NO_LIST) ? 1 : 0;
    return switches + (switches > 0 ? late : 0) + none;
  }

  /// Promise 10: a session begins without a daemon, too, and hears of what has changed.
  static void missing(Run run, List<Witness> witnesses) {
    for (RequestLife life : run.lives()) {
      lost(run, life, witnesses);
      unacknowledged(run, life, witnesses);
    }
    for (Event.ProxyStarted proxy : run.history().all(Event.ProxyStarted.class)) {
      if (run.ending(proxy.proxy()).isEmpty()) {
        untold(run, proxy.proxy(), witnesses);
      }
    }
  }

  private static void lost(Run run, RequestLife life, List<Witness> witnesses) {
    if (life.replies().isEmpty() || life.isCancelled() || run.failedFast(life)) {
      return;
    }
    String outcome =
        switch (life.sent().action()) {
          case DISCOVER, LISTEN -> life.endedAs(Outcome.RESULT) ? "" : "was refused";
          case LIST -> life.endedAs(Outcome.UNKNOWN) ? "was told unknown, which it can't be" : "";
          case APPEND, SLOW_APPEND, READ, ECHO, LARGE_ECHO, POISON -> "";
        };
    if (!outcome.isEmpty()) {
      witnesses.add(Witness.ofRequest(life, life.span().to(), life.name() + " " + outcome));
    }
  }

  private static void unacknowledged(Run run, RequestLife life, List<Witness> witnesses) {
    long limit = (run.history().windowMillis() + run.tolerance().busyMillis()) * 1_000;
    boolean owed =
        life.sent().action() == Action.LISTEN
            && !life.excused()
            && life.span().length() > limit + run.heldUp(life, life.span())
            && !run.failedFast(life);
    if (owed
        && run.history().all(Event.Acknowledged.class).stream()
            .noneMatch(it -> it.request() == life.number())) {
      long at = life.sent().at() + limit;
      witnesses.add(Witness.ofRequest(life, at, life.name() + " was never acknowledged"));
    }
  }

  private static void untold(Run run, int proxy, List<Witness> witnesses) {
    List<Listed> lists = lists(run, proxy);
    for (int i = 1; i < lists.size(); i++) {
      Listed before = lists.get(i - 1);
      Listed after = lists.get(i);
      if (before.names().equals(after.names()) || isLeaving(run, proxy, after)) {
        continue;
      }
      long until =
          isQuiet(run, before, after) ? after.life().sent().at() : after.at() + DELIVERED_MICROS;
      for (int stream : streams(run, proxy, before)) {
        if (told(run, proxy).stream()
            .noneMatch(it -> it.request() == stream && before.at() < it.at() && it.at() <= until)) {
          String sentence =
              "proxy "
                  + proxy
                  + " did not tell that the list of tools had changed before "
                  + after.life().name();
          witnesses.add(Witness.ofProxy(proxy, until, sentence));
        }
      }
    }
  }

  /// Who must have been told: the session, and each subscription that was open all the time.
  private static List<Integer> streams(Run run, int proxy, Listed before) {
    List<Integer> streams = new ArrayList<>(List.of(UNASKED));
    run.history().all(Event.Acknowledged.class).stream()
        .filter(it -> it.at() < before.at())
        .map(Event.Acknowledged::request)
        .filter(it ->
            run.lives().stream()
                .anyMatch(life -> life.number() == it && life.sent().proxy() == proxy))
        .forEach(streams::add);
    return streams;
  }

  /// Whether a daemon had served for so long that an idle client had heard of it.
  private static boolean isQuiet(Run run, Listed before, Listed after) {
    long sent = after.life().sent().at();
    Span idle = new Span(Math.max(before.at(), sent - HEARD_MICROS), sent);
    return before.at() <= sent - HEARD_MICROS
        && run.history().events().stream()
            .filter(it ->
                it instanceof Event.DaemonServing
                    || it instanceof Event.DaemonDied
                    || it instanceof Event.FaultStruck)
            .noneMatch(it -> idle.contains(it.at()))
        && run.impairments().stream().noneMatch(it -> it.span().touches(idle));
  }

  private static boolean isLeaving(Run run, int proxy, Listed last) {
    return run.history().all(Event.InputClosed.class).stream()
        .anyMatch(it -> it.proxy() == proxy && it.at() < last.at() + DELIVERED_MICROS);
  }

  private static List<Event.ToolsChanged> told(Run run, int proxy) {
    return run.history().all(Event.ToolsChanged.class).stream()
        .filter(it -> it.proxy() == proxy)
        .toList();
  }

  /// In the order in which they came. Who got none, but had one before, still has that.
  private static List<Listed> lists(Run run, int proxy) {
    List<Listed> lists = new ArrayList<>();
    run.lives().stream()
        .filter(it -> it.sent().proxy() == proxy && it.sent().action() == Action.LIST)
        .filter(it -> !it.replies().isEmpty())
        .sorted(Comparator.comparingLong(it -> it.span().to()))
        .forEach(it -> {
          if (it.endedAs(Outcome.RESULT)) {
            lists.add(new Listed(it, it.replies().getFirst().detail()));
          } else if (lists.isEmpty()) {
            lists.add(new Listed(it, NO_LIST));
          }
        });
    return lists;
  }
}
