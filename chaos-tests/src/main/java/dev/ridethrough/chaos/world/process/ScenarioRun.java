package dev.ridethrough.chaos.world.process;

import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.scenario.Aim;
import dev.ridethrough.chaos.scenario.Death;
import dev.ridethrough.chaos.scenario.Disturbance;
import dev.ridethrough.chaos.scenario.Fault;
import dev.ridethrough.chaos.scenario.Life;
import dev.ridethrough.chaos.scenario.Request;
import dev.ridethrough.chaos.scenario.Scenario;
import dev.ridethrough.chaos.world.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// One run of one scenario on real processes.
final class ScenarioRun {
  /// How long a fault waits for its kill point after the life's last request was due; then it
  /// strikes anyhow.
  private static final long AIM_MILLIS = 1_500;

  /// Beyond window, work and drain: what a busy machine may need.
  private static final long SLACK_MILLIS = 10_000;

  private final Scenario scenario;
  private final Commands commands;
  private final Target target;
  private final Recorder recorder;
  private final Room room;
  private final ControlSocket control;
  private final Schedule schedule = new Schedule();
  private final Seats seats;
  private final Starter starter;
  private final Disturber disturber;
  private final Outages outages;
  private final @Nullable SmallDisk disk;
  private final String nonce = UUID.randomUUID().toString().substring(0, 8);
  private int requests;

  ScenarioRun(
      Scenario scenario, Target target, OptionalLong proxyGraceMillis, Room room, Recorder recorder)
      throws IOException {
    this.scenario = scenario;
    this.target = target;
    this.recorder = recorder;
    this.room = room;
    room.make();
    control = new ControlSocket(room.control());
    disk = scenario.faults().contains(Fault.FULL_DISK) ? SmallDisk.mount(room.home()) : null;
    commands = new Commands(scenario, target, proxyGraceMillis, room);
    seats = new Seats(commands, target, recorder);
    AtomicInteger numbers = new AtomicInteger();
    Contenders contenders = new Contenders(commands, room, recorder);
    starter = new Starter(commands, room, contenders, schedule, recorder);
    DaemonFaults daemonFaults = new DaemonFaults(room, contenders, seats, disk);
    ProxyFaults proxyFaults = new ProxyFaults(scenario, seats, SLACK_MILLIS);
    disturber = new Disturber(seats, daemonFaults, proxyFaults, recorder, numbers);
    outages = new Outages(room, seats, contenders, recorder, numbers);
  }

  void run() throws IOException, SQLException {
    try {
      Heartbeat.INSTANCE.since(0); // starts it
      live();
      recorder.addAll(EffectCounter.count(target.oracle(), room.home(), sent(), recorder.now()));
    } finally {
      if (disk != null) {
        disk.close();
      }
    }
  }

  private void live() throws IOException {
    DaemonProcess daemon = null;
    try {
      daemon = serving(0, starter.start(0));
      seats.fill(scenario);
      for (int i = 0; i < scenario.lives().size(); i++) {
        daemon = live(i, daemon);
      }
      finish();
    } catch (Stranded e) {
      if (starter.generations() == 1) {
        neverBegan(e);
      }
      finish(); // the checkers see a start that never served
    } finally {
      seats.all().forEach(it -> it.process().destroyForcibly());
      if (daemon != null) {
        daemon.end(scenario.drainMillis() + SLACK_MILLIS);
      }
      control.close();
      schedule.close();
      recordStalls();
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
  private void neverBegan(Stranded e) {
    String tail = Log.tail(room.log(Commands.DAEMON_LOG));
    recorder.add(at ->
        new Event.HarnessFailed(
            at, "the first daemon " + e.getMessage() + "; the end of its log: " + tail));
  }

  private List<Event.Sent> sent() {
    return recorder.events().stream()
        .filter(Event.Sent.class::isInstance)
        .map(Event.Sent.class::cast)
        .toList();
  }

  /// Waits until the daemon serves, with what disturbs its start.
  private DaemonProcess serving(int life, DaemonProcess daemon) throws Stranded {
    if (life < scenario.lives().size()) {
      disturb(life, daemon, System.nanoTime(), Aim.Point.class);
    }
    if (!daemon.awaitServing(room.socket(), control.point(Commands.deathPoint(life)))) {
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
    commands.points(index).forEach(control::arm);
    long from = System.nanoTime();
    disturb(index, daemon, from, Aim.Time.class);
    send(life.requests(), from);
    if (life.death().signal() == Death.Signal.NONE) {
      send(life.outage().requests(), from);
      schedule.await(from, Math.max(lastDue(life), lastDue(life.outage().requests())));
      missAims(index, life);
      return daemon;
    }
    strike(index, life, daemon, from);
    if (life.outage().faults().contains(Fault.EARLY_START)) {
      return startEarly(index, life, daemon);
    }
    daemon.awaitDeathOrGiveUp(scenario.drainMillis() + SLACK_MILLIS);
    missAims(index, life);
    outages.begin(life.outage());
    long died = System.nanoTime();
    send(life.outage().requests(), died);
    outages.contend();
    schedule.await(died, life.outage().millis());
    outages.end();
    boolean two = life.outage().faults().contains(Fault.TWO_STARTERS);
    return serving(index + 1, two ? starter.startTwo(index + 1) : starter.start(index + 1));
  }

  /// The next daemon is started while this one drains, and must wait for its end.
  private DaemonProcess startEarly(int index, Life life, DaemonProcess daemon)
      throws IOException, Stranded {
    long now = System.nanoTime();
    DaemonProcess next = outages.early(daemon, starter, index + 1);
    send(life.outage().requests(), now);
    schedule.at(now, 0, () -> daemon.awaitDeathOrGiveUp(scenario.drainMillis() + SLACK_MILLIS));
    missAims(index, life);
    return serving(index + 1, next);
  }

  private void send(List<Request> due, long from) {
    for (Request request : due) {
      int id = ++requests;
      String token = "rt-" + nonce + "-" + id;
      schedule.at(from, request.atMillis(), () -> seats.send(request.proxy(), id, request, token));
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
      int point = Commands.disturbancePoint(index, i);
      if (kind.isInstance(disturbance.aim())) {
        schedule.at(from, 0, () -> disturb(disturbance, daemon, from, point));
      }
    }
  }

  private void disturb(Disturbance disturbance, DaemonProcess daemon, long from, int point) {
    try {
      boolean landed =
          switch (disturbance.aim()) {
            case Aim.Time time -> {
              schedule.await(from, time.millis());
              yield true;
            }
            case Aim.Point _ -> control.awaitDecided(point);
          };
      disturber.run(disturbance, daemon, landed, () -> control.release(point));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Disturbances that have not come to their kill point by then never will.
  private void missAims(int index, Life life) {
    for (int i = 0; i < life.disturbances().size(); i++) {
      if (life.disturbances().get(i).aim() instanceof Aim.Point) {
        control.miss(Commands.disturbancePoint(index, i));
      }
    }
  }

  private void strike(int index, Life life, DaemonProcess daemon, long from) {
    Death death = life.death();
    switch (death.aim()) {
      case Aim.Time time -> {
        schedule.await(from, time.millis());
        daemon.strike(death, true);
      }
      case Aim.Point _ -> {
        int point = Commands.deathPoint(index);
        boolean landed = control.awaitReached(point, lastDue(life) + AIM_MILLIS);
        daemon.strike(death, landed);
        control.release(point);
      }
    }
  }

  /// The world has healed: every request must end.
  private void finish() {
    schedule.awaitAll();
    seats.leave(Seats.limitMillis(scenario, SLACK_MILLIS), SLACK_MILLIS);
    recorder.add(Event.Ended::new);
  }

  private void recordStalls() {
    List<Event.Stalled> stalls =
        Heartbeat.INSTANCE.since(recorder.startNanos()).stream()
            .map(stall ->
                new Event.Stalled(
                    (stall.toNanos() - recorder.startNanos()) / 1_000,
                    (stall.toNanos() - stall.fromNanos()) / 1_000_000))
            .toList();
    recorder.addAll(stalls);
  }
}
