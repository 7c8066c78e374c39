package dev.ridethrough.chaos.history;

import dev.ridethrough.chaos.scenario.Aim;
import dev.ridethrough.chaos.scenario.Coordinate;
import dev.ridethrough.chaos.scenario.Death;
import dev.ridethrough.chaos.scenario.Death.Signal;
import dev.ridethrough.chaos.scenario.Fault;
import dev.ridethrough.chaos.scenario.Life;
import dev.ridethrough.chaos.scenario.Outage;
import dev.ridethrough.chaos.scenario.Request.Action;
import dev.ridethrough.chaos.scenario.Scenario;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Makes histories by hand. Times are milliseconds; the rows of a request are those that its
/// results name, unless told otherwise; the proxies are closed and exit at the end, unless told
/// otherwise, or they exited before.
public final class Story {
  public static final int WINDOW = 2_000;
  public static final int DRAIN = 4_000;
  public static final String SOCKET = "/run/us/daemon.sock";

  private final List<Event> events = new ArrayList<>();
  private final Map<Integer, String> tokens = new TreeMap<>();
  private final Map<Integer, List<Long>> rows = new TreeMap<>();
  private final Map<Integer, List<String>> keys = new TreeMap<>();
  private final Map<Integer, List<Integer>> generations = new TreeMap<>();
  private final List<Life> lives = new ArrayList<>();
  private int window = WINDOW;
  private int proxies = 1;
  private String world = "hand";
  private String delivery = "at-most-once";
  private boolean ended = true;
  private boolean closed = true;
  private boolean counted = true;

  public Story window(int millis) {
    this.window = millis;
    return this;
  }

  /// Where it happened; by hand unless told otherwise, which is as real as processes are.
  public Story world(String name) {
    this.world = name;
    return this;
  }

  public Story delivery(String name) {
    this.delivery = name;
    return this;
  }

  public Story proxies(int number) {
    this.proxies = number;
    return this;
  }

  /// The history breaks off: no effects counted, no end.
  public Story brokenOff() {
    this.ended = false;
    this.closed = false;
    return this;
  }

  public Story uncounted() {
    this.counted = false;
    return this;
  }

  /// The proxies' ends are told by the test.
  public Story open() {
    this.closed = false;
    return this;
  }

  /// What the scenario says of the next life.
  public Story life(Life life) {
    lives.add(life);
    return this;
  }

  /// What the scenario says of the next life: its fault is aimed there.
  public Story aimedAt(Coordinate coordinate) {
    Death death = new Death(Signal.SIGKILL, new Aim.Point(coordinate, 1));
    return life(Life.of(List.of(), death, Outage.of(0, List.of())));
  }

  public Story started(int at, int generation) {
    return event(new Event.DaemonStarted(micros(at), generation, pid(generation)));
  }

  public Story served(int at, int generation) {
    return event(new Event.DaemonServing(micros(at), generation, pid(generation)));
  }

  /// Started and serving at once.
  public Story serving(int at, int generation) {
    return started(at, generation).served(at, generation);
  }

  public Story struck(int at, int generation, Signal signal) {
    return event(
        new Event.FaultStruck(micros(at), generation, signal, "at some point", true, true));
  }

  /// Struck at a kill point, in the middle of the code.
  public Story struck(int at, int generation, Signal signal, String aim, String where) {
    return event(new Event.FaultStruck(micros(at), generation, signal, aim, true, true, where));
  }

  public Story died(int at, int generation, int status) {
    return event(new Event.DaemonDied(micros(at), generation, status, true));
  }

  public Story killed(int at, int generation) {
    return struck(at, generation, Signal.SIGKILL).died(at + 2, generation, 137);
  }

  public Story terminated(int at, int diedAt, int generation) {
    return struck(at, generation, Signal.SIGTERM).died(diedAt, generation, 0);
  }

  public Story sent(int at, int request) {
    return sent(at, request, 0, Action.APPEND, 0);
  }

  public Story sent(int at, int request, int proxy, Action action, int work) {
    tokens.put(request, "t-" + request);
    return event(new Event.Sent(micros(at), request, proxy, action, work, "t-" + request));
  }

  public Story cancelled(int at, int request) {
    return event(new Event.Cancelled(micros(at), request));
  }

  public Story progressed(int at, int request) {
    return event(new Event.Progressed(micros(at), request));
  }

  public Story pathGone(int at, int generation) {
    return event(new Event.PathGone(micros(at), generation));
  }

  public Story result(int at, int request, long row) {
    rows.computeIfAbsent(request, it -> new ArrayList<>()).add(row);
    return event(new Event.Replied(micros(at), request, Outcome.RESULT, "row " + row, row));
  }

  public Story result(int at, int request, String text) {
    return event(new Event.Replied(micros(at), request, Outcome.RESULT, text, null));
  }

  public Story reply(int at, int request, Outcome outcome) {
    return event(new Event.Replied(micros(at), request, outcome, outcome.name(), null));
  }

  public Story reply(int at, int request, Outcome outcome, String detail) {
    return event(new Event.Replied(micros(at), request, outcome, detail, null));
  }

  /// A fault strikes a daemon, without ending it.
  public Story disturbed(int at, int number, Fault fault, int generation) {
    return disturbed(at, number, fault, generation, -1, "at some time");
  }

  /// A fault strikes a proxy, and may end it.
  public Story disturbedProxy(int at, int number, Fault fault, int proxy) {
    return disturbed(at, number, fault, -1, proxy, "at some time");
  }

  /// A fault lies at the path.
  public Story inTheWay(int at, int number, Fault fault) {
    return disturbed(at, number, fault, -1, -1, "at " + SOCKET);
  }

  private Story disturbed(int at, int number, Fault fault, int generation, int proxy, String aim) {
    return event(
        new Event.Disturbed(micros(at), number, fault, generation, proxy, aim, false, true));
  }

  public Story relieved(int at, int number) {
    return relieved(at, number, true, true);
  }

  public Story relieved(int at, int number, boolean seen, boolean intact) {
    return event(new Event.Relieved(micros(at), number, seen, intact, "it was so"));
  }

  /// A daemon that must not serve, started beside a generation, or where none lives (-1).
  public Story contender(int at, int number, int generation, Fault fault) {
    return event(new Event.ContenderStarted(micros(at), number, 900L + number, generation, fault));
  }

  public Story contenderEnded(int at, int number, int status, boolean served, String said) {
    return event(new Event.ContenderEnded(micros(at), number, status, served, true, said));
  }

  public Story proxyStarted(int at, int proxy) {
    return event(new Event.ProxyStarted(micros(at), proxy, 100L + proxy));
  }

  public Story proxyExited(int at, int proxy, int status) {
    return event(new Event.ProxyExited(micros(at), proxy, status));
  }

  public Story rows(int request, Long... numbers) {
    rows.put(request, new ArrayList<>(Arrays.asList(numbers)));
    return this;
  }

  public Story keys(int request, String... texts) {
    keys.put(request, Arrays.asList(texts));
    return this;
  }

  /// Which generations left the rows of a request, in their order; nobody knows unless told.
  public Story by(int request, Integer... numbers) {
    generations.put(request, Arrays.asList(numbers));
    return this;
  }

  public Story event(Event event) {
    events.add(event);
    return this;
  }

  public History tell() {
    List<Event> all = new ArrayList<>(events);
    all.sort(Comparator.comparingLong(Event::at));
    long end = all.isEmpty() ? 0 : all.getLast().at();
    for (int proxy = proxies - 1; proxy >= 0; proxy--) {
      all.addFirst(new Event.ProxyStarted(0, proxy, 100L + proxy));
    }
    if (closed) {
      running(all).forEach(proxy -> all.addAll(leaving(end, proxy)));
    }
    if (counted) {
      tokens.forEach((request, token) -> all.add(effects(end, request, token)));
    }
    if (ended) {
      all.add(new Event.Ended(end));
    }
    Scenario scenario = new Scenario("by hand", window, DRAIN, proxies, lives);
    return new History(History.FORMAT, world, "none", delivery, window, scenario, all);
  }

  /// Those that have not exited, the first ones first.
  private static Set<Integer> running(List<Event> all) {
    Set<Integer> running = new TreeSet<>();
    for (Event event : all) {
      if (event instanceof Event.ProxyStarted it) {
        running.add(it.proxy());
      } else if (event instanceof Event.ProxyExited it) {
        running.remove(it.proxy());
      }
    }
    return running;
  }

  private static List<Event> leaving(long at, int proxy) {
    return List.of(new Event.InputClosed(at, proxy), new Event.ProxyExited(at, proxy, 0));
  }

  private Event effects(long at, int request, String token) {
    List<Long> mine = rows.getOrDefault(request, List.of());
    List<String> theirs =
        mine.stream().map(it -> "k-" + request).collect(Collectors.toCollection(ArrayList::new));
    return new Event.Effects(
        at, request, token, mine, keys.getOrDefault(request, theirs), generations.get(request));
  }

  private static long pid(int generation) {
    return 1_000L + generation;
  }

  private static long micros(int millis) {
    return millis * 1_000L;
  }
}
