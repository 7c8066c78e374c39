package dev.ridethrough.chaos.explore.exhaustive;

import static dev.ridethrough.chaos.explore.exhaustive.Base.killed;
import static dev.ridethrough.chaos.explore.exhaustive.Base.terminated;

import dev.ridethrough.chaos.explore.exhaustive.Base.Depth;
import dev.ridethrough.chaos.scenario.Aim;
import dev.ridethrough.chaos.scenario.Coordinate;
import dev.ridethrough.chaos.scenario.Death;
import dev.ridethrough.chaos.scenario.Disturbance;
import dev.ridethrough.chaos.scenario.Fault;
import dev.ridethrough.chaos.scenario.Operation;
import dev.ridethrough.chaos.scenario.Outage;
import dev.ridethrough.chaos.scenario.Request;
import dev.ridethrough.chaos.scenario.Request.Action;
import dev.ridethrough.chaos.scenario.Scenario;
import dev.ridethrough.chaos.world.sim.CoreSoftware;
import dev.ridethrough.machine.Phase;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// The base scenarios, each for something that a restart can meet.
final class Bases {
  private static final long STRIKE_MILLIS = 40;
  private static final long LATER_MILLIS = 400;

  private static final int HERD_PROXIES = 20;

  private static final long STARVING_MILLIS = 200;

  /// A hundred requests wait while something accepts and hangs up.
  private static final Base HERD =
      new Base(
          "herd",
          HERD_PROXIES,
          Depth.NONE,
          List.of(append(0, 0)),
          List.of(),
          killed(60),
          new Outage(
              3_000,
              List.of(Fault.HANGS_UP),
              IntStream.range(0, 120).mapToObj(i -> append(i % HERD_PROXIES, i)).toList()),
          List.of(append(0, 0)));

  /// When the daemon loses its patience with who is silent; it looks twice.
  private static final long SILENT_MILLIS = 3_000;

  private static final long SILENT_AGAIN_MILLIS = SILENT_MILLIS + 40;

  /// One proxy has connected and says nothing, one stands while it delivers. Others find the path
  /// deleted at the moment when the daemon sends the first away.
  private static final Base SILENT =
      silent("silent", SILENT_MILLIS - 30, SILENT_MILLIS, SILENT_AGAIN_MILLIS)
          .with(
              stands(1, Phase.DELIVER),
              stands(2, Phase.SEND),
              disturbed(Fault.SOCKET_DELETED, SILENT_MILLIS, 0),
              disturbed(Fault.SOCKET_DELETED, SILENT_AGAIN_MILLIS, 0));

  private static final long STARVED = 30;

  /// The daemon has no descriptor left, neither for those who are queued nor to bind again what was
  /// deleted: who comes next waits. It sends away who is silent as soon as it may call him so.
  private static final Base CROWDED =
      new Base(
          "crowded",
          3,
          Depth.ONCE,
          Stream.of(
                  Stream.of(append(1, 0), slow(0, 0, 2 * STARVING_MILLIS)),
                  Stream.generate(() -> append(2, 0)).limit(6),
                  LongStream.of(10, 20, 40, 50).mapToObj(at -> append(0, STARVED + at)))
              .flatMap(it -> it)
              .toList(),
          List.of(
              stands(1, Phase.DELIVER),
              stands(2, Phase.SEND),
              disturbed(Fault.NO_DESCRIPTORS, STARVED, STARVING_MILLIS),
              disturbed(Fault.SOCKET_DELETED, STARVED + 30, 0)),
          killed(1_500),
          Outage.of(Comeback.SOON_MILLIS, List.of(append(0, 0))),
          List.of(append(0, 0)));

  /// @param others when more requests come
  private static Base silent(String name, long... others) {
    Stream<Request> standing =
        Stream.concat(
            Stream.of(append(1, 0), slow(0, 0, SILENT_MILLIS)),
            Stream.generate(() -> append(2, 0)).limit(6));
    Stream<Request> more = LongStream.of(others).boxed().map(at -> append(0, at));
    return new Base(
        name,
        3,
        Depth.ONCE,
        Stream.concat(standing, more).toList(),
        List.of(),
        killed(4_200),
        Outage.of(Comeback.SOON_MILLIS, List.of(append(0, 0))),
        List.of(append(0, 0)));
  }

  private static final Base ONE_REQUEST = Base.of("one-request", 1, killed(60), append(0, 0));

  private static final Base DRAIN =
      Base.of(
          "drain",
          2,
          terminated(STRIKE_MILLIS),
          slow(0, 0, 150),
          append(1, 35),
          append(0, STRIKE_MILLIS),
          append(1, STRIKE_MILLIS));

  /// A request outlives two starts.
  private static final Base POISON =
      Base.of("poison", 1, atWork(), slow(0, 0, 100)).endingBy(atWork()).struck(Depth.NONE);

  /// While one request runs, its client's others stay in the journal, until that has no room left.
  private static final Base FULL_JOURNAL =
      Base.of(
              "full-journal",
              1,
              killed(250),
              Stream.concat(
                      Stream.of(slow(0, 0, 600)),
                      IntStream.range(0, CoreSoftware.JOURNAL_ENTRIES + 20)
                          .mapToObj(i -> append(0, i / 2)))
                  .toArray(Request[]::new))
          .struck(Depth.NONE);

  /// More requests work at once than a daemon lets.
  private static final Base SATURATED =
      Base.of(
              "saturated",
              3,
              killed(300),
              IntStream.range(0, 280).mapToObj(i -> slow(i % 3, 0, 200)).toArray(Request[]::new))
          .struck(Depth.NONE);

  private static final Base PATH_DELETED =
      Base.of("path-deleted", 1, killed(300), append(0, 0), slow(0, 20, 150), append(0, 40))
          .with(
              disturbed(Fault.SOCKET_DELETED, STRIKE_MILLIS, 0),
              disturbed(Fault.DIRECTORY_DELETED, 160, 0));

  private static final long BEYOND_WINDOW_MILLIS = Scenario.REAL_WINDOW_MILLIS + 1_500;

  /// By then an idle session has heard that the list of tools is another one.
  private static final long HEARD_MILLIS = 6_000;

  /// A subscription stays open across the restart, beside requests.
  private static final Base LISTEN =
      Base.of("listen", 1, killed(60), asked(Action.LISTEN, 0), append(0, 0), append(0, 30));

  /// The same across a shutdown, which must not wait for it.
  private static final Base LISTEN_DRAIN =
      Base.of(
          "listen-drain",
          1,
          terminated(STRIKE_MILLIS),
          asked(Action.LISTEN, 0),
          slow(0, 0, 150),
          append(0, STRIKE_MILLIS));

  /// One client is told without asking, the other one subscribes; both are idle meanwhile.
  private static final Base TOOLS_CHANGE =
      new Base(
              "tools-change",
              2,
              Depth.ONCE,
              List.of(
                  asked(Action.LIST, 0),
                  new Request(1, Action.LISTEN, 0, 0),
                  new Request(1, Action.LIST, 20, 0)),
              List.of(),
              killed(60),
              Outage.of(Comeback.SOON_MILLIS, List.of()),
              List.of(
                  asked(Action.LIST, HEARD_MILLIS), new Request(1, Action.LIST, HEARD_MILLIS, 0)))
          .losingATool();

  /// Sessions begin while no daemon comes for longer than the window.
  private static final Base BEGINS_WITHOUT_A_DAEMON =
      new Base(
          "begins-without-a-daemon",
          2,
          Depth.ONCE,
          List.of(append(0, 0)),
          List.of(disturbed(Fault.PROXY_TERMINATED, 30, 0)),
          killed(60),
          Outage.of(
              BEYOND_WINDOW_MILLIS,
              List.of(
                  asked(Action.DISCOVER, 0),
                  asked(Action.LISTEN, 0),
                  asked(Action.LIST, 0),
                  new Request(1, Action.LIST, 0, 0))),
          List.of(asked(Action.LIST, HEARD_MILLIS), new Request(1, Action.LIST, HEARD_MILLIS, 0)));

  private static final List<Base> DEEP =
      List.of(
          ONE_REQUEST,
          Base.of(
              "several-at-once",
              2,
              killed(60),
              append(0, 0),
              new Request(1, Action.DIRECT_APPEND, 0, 0),
              new Request(0, Action.ENSURE, 5, 0),
              new Request(1, Action.READ, 5, 0)),
          Base.of("cancel", 1, killed(90), cancelled(0, 50, 20), append(0, 0)),
          Base.of("progress", 1, killed(200), slow(0, 0, 120)),
          DRAIN,
          Base.of("two-starters", 2, killed(STRIKE_MILLIS), append(0, 0), append(1, 35))
              .with(Fault.TWO_STARTERS),
          Base.of("started-early", 2, terminated(STRIKE_MILLIS), slow(0, 0, 150), append(1, 35))
              .with(Fault.EARLY_START),
          Base.of("stale-socket", 1, terminated(60), append(0, 0)).with(Fault.STALE_SOCKET),
          Base.of("proxy-restarts", 1, killed(120), slow(0, 0, 40), append(0, 60))
              .with(disturbed(Fault.PROXY_TERMINATED, STRIKE_MILLIS, 0)),
          PATH_DELETED,
          Base.of("no-descriptors", 2, killed(300), append(0, 0), append(0, 60), append(1, 70))
              .with(disturbed(Fault.NO_DESCRIPTORS, STRIKE_MILLIS, 100)),
          Base.of("in-the-way", 1, killed(60), append(0, 0)).with(Fault.REGULAR_FILE),
          Base.of("lock-deleted", 1, killed(60), append(0, 0), append(0, 45))
              .with(disturbed(Fault.LOCK_DELETED, STRIKE_MILLIS, 0))
              .struck(Depth.ONCE),
          unfinished("transactional", Action.APPEND, 2),
          unfinished("idempotent", Action.ENSURE, 2),
          unfinished("other", Action.DIRECT_APPEND, 3),
          POISON,
          FULL_JOURNAL,
          SATURATED,
          LISTEN,
          LISTEN_DRAIN,
          TOOLS_CHANGE,
          BEGINS_WITHOUT_A_DAEMON,
          SILENT,
          CROWDED,
          HERD);

  /// All of them, in a fixed order.
  static final List<Base> ALL =
      Stream.concat(
              DEEP.stream(), Stream.of(ONE_REQUEST, DRAIN, PATH_DELETED).flatMap(Bases::standing))
          .toList();

  private Bases() {}

  /// In each of the phases in which a request's proxy can be stopped right before an operation.
  private static Stream<Base> standing(Base base) {
    return Stream.of(
        base.whileOneStands(Phase.CONNECT, Operation.CONNECT),
        base.whileOneStands(Phase.SEND, Operation.WRITE),
        base.whileOneStands(Phase.AWAIT, Operation.READ),
        base.whileOneStands(Phase.DELIVER, Operation.WRITE));
  }

  /// The first daemon dies with a request that it has started and not completed, and so does the
  /// second, if it has started it again. It comes again before any other does; at most once it
  /// never does, and the others come to the point.
  ///
  /// @param commit before which of its commits
  private static Base unfinished(String kind, Action action, int commit) {
    Death death =
        new Death(
            Death.Signal.SIGKILL,
            new Aim.Point(Coordinate.daemon(Phase.EXECUTE, Operation.COMMIT, commit), 1));
    return new Base(
            "unfinished-" + kind,
            1,
            Depth.ONCE,
            List.of(
                new Request(0, action, 0, 0),
                new Request(0, action, LATER_MILLIS, 0),
                new Request(0, action, LATER_MILLIS + 50, 0)),
            List.of(),
            death,
            Outage.of(Comeback.SOON_MILLIS, List.of()),
            List.of(append(0, 30)))
        .endingBy(death);
  }

  private static Death atWork() {
    return new Death(
        Death.Signal.SIGKILL,
        new Aim.Point(Coordinate.daemon(Phase.EXECUTE, Operation.SLEEP, 1), 1));
  }

  private static Request asked(Action action, long atMillis) {
    return new Request(0, action, atMillis, 0);
  }

  private static Request append(int proxy, long atMillis) {
    return new Request(proxy, Action.APPEND, atMillis, 0);
  }

  private static Request slow(int proxy, long atMillis, long workMillis) {
    return new Request(proxy, Action.SLOW_APPEND, atMillis, workMillis);
  }

  private static Request cancelled(int proxy, long workMillis, long cancelMillis) {
    return new Request(proxy, Action.SLOW_APPEND, 0, workMillis, cancelMillis);
  }

  /// The proxy is stopped right before its first write of the phase.
  private static Disturbance stands(int proxy, Phase phase) {
    Aim at = new Aim.Point(new Coordinate(proxy, phase, Operation.WRITE, 1), 1);
    return new Disturbance(Fault.PROXY_STOPPED, at, proxy, SILENT_MILLIS + 1_000);
  }

  private static Disturbance disturbed(Fault fault, long atMillis, long millis) {
    return new Disturbance(fault, new Aim.Time(atMillis), 0, millis);
  }
}
