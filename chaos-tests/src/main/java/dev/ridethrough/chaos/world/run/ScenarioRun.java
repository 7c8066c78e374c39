package dev.ridethrough.chaos.world.run;

import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.scenario.Aim;
import dev.ridethrough.chaos.scenario.Coordinate;
import dev.ridethrough.chaos.scenario.Death;
import dev.ridethrough.chaos.scenario.Disturbance;
import dev.ridethrough.chaos.scenario.Fault;
import dev.ridethrough.chaos.scenario.Life;
import dev.ridethrough.chaos.scenario.Request;
import dev.ridethrough.chaos.scenario.Scenario;
import dev.ridethrough.chaos.world.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// One run of one scenario, in any world.
public final class ScenarioRun {
  /// How long a fault waits for its kill point after the life's last request was due; then it
  /// strikes anyhow.
  private static final long AIM_MILLIS = 1_500;

  /// Beyond window, work and drain: what a busy machine may need.
  private static final long SLACK_MILLIS = 10_000;

  private static final long LOOK_MILLIS = 10;

  private final Scenario scenario;
  private final Driver driver;
  private final Recorder recorder;
  private final Time time;
  private final Greeter greeter;
  private final Aims aims;
  private final Schedule schedule;
  private final Seats seats;
  private final Starter starter;
  private final Disturber disturber;
  private final Outages outages;
  private int requests;

  /// @param target how the tools are called
  public ScenarioRun(Scenario scenario, Target target, Driver driver, Recorder recorder) {
    this.scenario = scenario;
    this.driver = driver;
    this.recorder = recorder;
    time = new Time(driver.machine(), driver::patience);
    greeter = new Greeter(time, driver.surroundings().socket(), driver::greeted);
    aims = new Aims(driver.points(), time);
    schedule = new Schedule(time);
    seats = new Seats(driver::proxy, target, recorder, time);
    AtomicInteger numbers = new AtomicInteger();
    Contenders contenders = new Contenders(driver, greeter, recorder, time);
    starter = new Starter(driver, greeter, contenders, schedule, recorder, time);
    DaemonFaults daemonFaults =
        new DaemonFaults(driver.surroundings(), greeter, contenders, seats, time);
    ProxyFaults proxyFaults = new ProxyFaults(scenario, seats, SLACK_MILLIS, time);
    disturber = new Disturber(seats, daemonFaults, proxyFaults, recorder, time, numbers);
    outages = new Outages(driver, seats, contenders, recorder, numbers);
  }

  /// Runs it to its end; all that happens is recorded.
  ///
  /// @throws IOException when the harness can't do its work
  public void run() throws IOException {
    live();
    recorder.addAll(EffectCounter.count(driver.effects(), recorder.events(), recorder.now()));
  }

  private void live() throws IOException {
    DaemonProcess daemon = starter.start(0);
    try {
      serving(0, daemon);
      seats.fill(scenario);
      for (int i = 0; i < scenario.lives().size(); i++) {
        daemon = live(i, daemon);
      }
      finish();
    } catch (Stranded e) {
      if (starter.generations() == 1) {
        neverBegan(e, daemon);
      }
      finish(); // the checkers see a start that never served
    } finally {
      seats.all().forEach(it -> it.process().signal(Child.Signal.KILL));
      daemon.end(scenario.drainMillis() + SLACK_MILLIS);
      schedule.close();
      recorder.addAll(driver.stalls());
    }
  }

  /// A generation was started and never served: no use in going on.
  private static final class Stranded extends Exception {
    private static final long serialVersionUID = 1L;

    Stranded(String message) {
      super(message);
    }
  }

  /// Nothing had been done to it yet: that is the command, the build or the machine.
  private void neverBegan(Stranded e, DaemonProcess daemon) {
    String tail = daemon.process().said();
    recorder.add(at ->
        new Event.HarnessFailed(
            at, "the first daemon " + e.getMessage() + "; the end of its log: " + tail));
  }

  /// Waits until the daemon serves, with what disturbs its start.
  private DaemonProcess serving(int life, DaemonProcess daemon) throws Stranded {
    if (life < scenario.lives().size()) {
      disturb(life, daemon, time.nanos(), Aim.Point.class);
    }
    if (!daemon.awaitServing(greeter, aims.point(AimedPoint.deathPoint(life)))) {
      boolean alive = daemon.process().isAlive();
      daemon.giveUp();
      throw new Stranded(alive ? "did not serve in time" : "died before it served");
    }
    return daemon;
  }

  /// Lives one life to its death, and the outage after it.
  ///
  /// @return the daemon that serves next
  private DaemonProcess live(int index, DaemonProcess daemon) throws IOException, Stranded {
    Life life = scenario.lives().get(index);
    missAims(index - 1, _ -> true);
    driver.points().begin(index);
    long from = time.nanos();
    disturb(index, daemon, from, Aim.Time.class);
    send(life.requests(), from);
    if (life.death().signal() == Death.Signal.NONE) {
      send(life.outage().requests(), from);
      time.await(from, Math.max(lastDue(life), lastDue(life.outage().requests())));
      missAims(index, Coordinate::inDaemon);
      return daemon;
    }
    strike(index, life, daemon, from);
    if (life.outage().faults().contains(Fault.EARLY_START) && daemon.awaitPathGone()) {
      return startEarly(index, life, daemon);
    }
    daemon.awaitDeathOrGiveUp(scenario.drainMillis() + SLACK_MILLIS);
    missAims(index, Coordinate::inDaemon);
    outages.begin(life.outage());
    long died = time.nanos();
    send(life.outage().requests(), died);
    outages.contend();
    time.await(died, life.outage().millis());
    outages.end();
    boolean two = life.outage().faults().contains(Fault.TWO_STARTERS);
    DaemonProcess next = serving(index + 1, two ? startTwo(index + 1) : starter.start(index + 1));
    outages.started();
    return next;
  }

  private DaemonProcess startTwo(int life) throws IOException {
    int point = AimedPoint.deathPoint(life);
    return starter.startTwo(life, aims.point(point), () -> aims.release(point));
  }

  /// The next daemon is started while this one drains, and must wait for its end.
  private DaemonProcess startEarly(int index, Life life, DaemonProcess daemon)
      throws IOException, Stranded {
    long now = time.nanos();
    DaemonProcess next = outages.early(daemon, starter, index + 1);
    send(life.outage().requests(), now);
    schedule.at(now, 0, () -> daemon.awaitDeathOrGiveUp(scenario.drainMillis() + SLACK_MILLIS));
    missAims(index, Coordinate::inDaemon);
    return serving(index + 1, next);
  }

  private void send(List<Request> due, long from) {
    for (Request request : due) {
      int id = ++requests;
      String token = "rt-" + driver.nonce() + "-" + id;
      schedule.at(from, request.atMillis(), () -> send(request, id, token));
    }
  }

  private void send(Request request, int id, String token) {
    ProxyClient client = seats.send(request.proxy(), id, request, token);
    if (request.cancelMillis() > 0) {
      time.await(time.nanos(), request.cancelMillis());
      client.cancel(id);
    }
  }

  private static long lastDue(List<Request> requests) {
    return requests.stream().mapToLong(Request::atMillis).max().orElse(0);
  }

  /// When everything in the life has begun, disturbances have ended, too.
  private static long lastDue(Life life) {
    long disturbed =
        life.disturbances().stream()
            .mapToLong(
                it -> it.aim() instanceof Aim.Time time ? time.millis() + it.millis() : it.millis())
            .max()
            .orElse(0);
    return Math.max(lastDue(life.requests()), disturbed);
  }

  /// Those whose aim is of the kind: the ones at kill points may strike before the daemon serves.
  private void disturb(int index, DaemonProcess daemon, long from, Class<? extends Aim> kind) {
    List<Disturbance> all = scenario.lives().get(index).disturbances();
    for (int i = 0; i < all.size(); i++) {
      Disturbance disturbance = all.get(i);
      int point = AimedPoint.disturbancePoint(index, i);
      if (kind.isInstance(disturbance.aim())) {
        schedule.at(from, 0, () -> disturb(disturbance, daemon, from, point));
      }
    }
  }

  private void disturb(Disturbance disturbance, DaemonProcess daemon, long from, int point) {
    try {
      boolean landed =
          switch (disturbance.aim()) {
            case Aim.Time at -> {
              time.await(from, at.millis());
              yield true;
            }
            case Aim.Point _ -> {
              boolean reached = aims.awaitDecided(point);
              look(point, reached);
              yield reached;
            }
          };
      String where = landed ? aims.where(point) : null;
      disturber.run(disturbance, daemon, landed, where, () -> aims.release(point));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Disturbances that have not come to their kill point by then never will: at a daemon's when it
  /// is dead, at a proxy's when the next life begins, for its own goes on through the outage.
  private void missAims(int index, Predicate<Coordinate> which) {
    List<Disturbance> all = index < 0 ? List.of() : scenario.lives().get(index).disturbances();
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).aim() instanceof Aim.Point point && which.test(point.coordinate())) {
        aims.miss(AimedPoint.disturbancePoint(index, i));
      }
    }
  }

  private void strike(int index, Life life, DaemonProcess daemon, long from) {
    Death death = life.death();
    strike(daemon, death, AimedPoint.deathPoint(index), from, lastDue(life) + AIM_MILLIS);
    for (Death then : death.then()) {
      long limit = scenario.drainMillis() + AIM_MILLIS;
      strike(daemon, then, AimedPoint.thenPoint(index), time.nanos(), limit);
    }
  }

  /// When it dies before its kill point is reached, nobody is there to be struck.
  ///
  /// @param limitMillis when it strikes though the point was not reached
  private void strike(DaemonProcess daemon, Death death, int point, long from, long limitMillis) {
    switch (death.aim()) {
      case Aim.Time at -> {
        var _ = time.await(daemon.died(), at.millis() - time.millisSince(from));
        strike(daemon, death, true, null);
      }
      case Aim.Point at -> {
        aims.awaitReached(point, daemon.died(), limitMillis);
        boolean landed = daemon.came(aims.point(point), at.coordinate().inDaemon());
        look(point, landed);
        strike(daemon, death, landed, landed ? aims.where(point) : null);
        aims.release(point);
      }
    }
  }

  private void look(int point, boolean reached) {
    if (reached) {
      driver.look(point, aims.point(point).join());
    }
  }

  /// Of a daemon that is told to terminate, it is noted when its path is gone.
  private void strike(DaemonProcess daemon, Death death, boolean landed, @Nullable String where) {
    String socket = driver.surroundings().socketIdentity();
    if (daemon.strike(death, landed, where)) {
      schedule.at(time.nanos(), 0, () -> lookFor(socket, daemon));
    }
  }

  private void lookFor(String socket, DaemonProcess daemon) {
    long end = time.nanos() + TimeUnit.MILLISECONDS.toNanos(scenario.drainMillis() + SLACK_MILLIS);
    while (!time.isTimeToGiveUp(end)
        && !socket.isEmpty()
        && daemon.process().isAlive()
        && socket.equals(driver.surroundings().socketIdentity())) {
      var _ = time.await(daemon.process().exit(), LOOK_MILLIS);
    }
    daemon.pathGone();
  }

  /// The world has healed: every request must end. Where it was stranded, some lives never began.
  private void finish() {
    for (int i = 0; i < scenario.lives().size(); i++) {
      missAims(i, _ -> true);
    }
    schedule.awaitAll();
    seats.leave(Seats.limitMillis(scenario, SLACK_MILLIS), SLACK_MILLIS);
    recorder.add(Event.Ended::new);
  }
}
