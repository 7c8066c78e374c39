package dev.ridethrough.chaos.world.process;

import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.scenario.Aim;
import dev.ridethrough.chaos.scenario.Fault;
import dev.ridethrough.chaos.scenario.Life;
import dev.ridethrough.chaos.scenario.Request;
import dev.ridethrough.chaos.scenario.Scenario;
import dev.ridethrough.chaos.world.Target;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;

/// One run of one scenario on real processes.
final class ScenarioRun {
  private static final long INITIALIZE_MILLIS = 20_000;

  /// How long a fault waits for its kill point after the life's last request was due; then it
  /// strikes anyhow.
  private static final long AIM_MILLIS = 1_500;

  /// Beyond window, work and drain: what a busy machine may need.
  private static final long SLACK_MILLIS = 10_000;

  private final Scenario scenario;
  private final Commands commands;
  private final Target target;
  private final Recorder recorder;
  private final Path folder;
  private final Path home;
  private final Path socket;
  private final ControlSocket control;
  private final Schedule schedule;
  private final List<ProxyClient> proxies = new ArrayList<>();
  private final String nonce = UUID.randomUUID().toString().substring(0, 8);
  private int generation;
  private int requests;

  ScenarioRun(
      Scenario scenario,
      Target target,
      OptionalLong proxyGraceMillis,
      Path folder,
      Recorder recorder)
      throws IOException {
    this.scenario = scenario;
    this.target = target;
    this.recorder = recorder;
    this.folder = folder;
    this.home = folder.resolve("h");
    this.socket = home.resolve("daemon.sock");
    Path controlSocket = folder.resolve("c");
    this.control = new ControlSocket(controlSocket);
    this.schedule = new Schedule();
    this.commands = new Commands(scenario, target, proxyGraceMillis, folder, controlSocket);
    Files.createDirectory(
        home, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  void run() throws IOException, SQLException {
    DaemonProcess daemon = null;
    try {
      Heartbeat.INSTANCE.since(0); // starts it
      daemon = start(0);
      startProxies();
      for (int i = 0; i < scenario.lives().size(); i++) {
        daemon = live(i, daemon);
      }
      finish();
    } catch (Stranded e) {
      if (generation == 1) {
        neverBegan(e);
      }
      finish(); // the checkers see a start that never served
    } finally {
      for (ProxyClient proxy : proxies) {
        proxy.process().destroyForcibly();
      }
      if (daemon != null) {
        daemon.end(scenario.drainMillis() + SLACK_MILLIS);
      }
      control.close();
      schedule.close();
      recordStalls();
    }
    recorder.addAll(EffectCounter.count(target.oracle(), home, sent(), recorder.now()));
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
    String tail = Log.tail(folder.resolve(Commands.DAEMON_LOG));
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

  private DaemonProcess start(int life) throws IOException, Stranded {
    DaemonProcess daemon =
        new DaemonProcess(++generation, commands.startDaemon(life, generation), recorder);
    if (!daemon.awaitServing(socket, control.point(life))) {
      boolean alive = daemon.process().isAlive();
      daemon.giveUp();
      throw new Stranded(alive ? "did not serve in time" : "died before it served");
    }
    return daemon;
  }

  private void startProxies() throws IOException {
    for (int i = 0; i < scenario.proxies(); i++) {
      proxies.add(new ProxyClient(i, commands.startProxy(i), target, recorder));
    }
    for (ProxyClient proxy : proxies) {
      proxy.initialize(INITIALIZE_MILLIS);
    }
  }

  /// Lives one life to its death, and the outage after it.
  ///
  /// @return the daemon that serves next
  private DaemonProcess live(int index, DaemonProcess daemon) throws IOException, Stranded {
    Life life = scenario.lives().get(index);
    control.arm(index);
    long from = System.nanoTime();
    send(life.requests(), from);
    if (life.fault().signal() == Fault.Signal.NONE) {
      send(life.outage().requests(), from);
      schedule.await(from, lastDue(life.outage().requests()));
      return daemon;
    }
    strike(index, life, daemon, from);
    long died = awaitDeath(daemon);
    send(life.outage().requests(), died);
    if (life.outage().staleSocket()) {
      leaveStaleSocket();
    }
    schedule.await(died, life.outage().millis());
    return start(index + 1);
  }

  private void send(List<Request> due, long from) {
    for (Request request : due) {
      int id = ++requests;
      String token = "rt-" + nonce + "-" + id;
      schedule.at(
          from, request.atMillis(), () -> proxies.get(request.proxy()).send(id, request, token));
    }
  }

  private static long lastDue(List<Request> requests) {
    return requests.stream().mapToLong(Request::atMillis).max().orElse(0);
  }

  private void strike(int index, Life life, DaemonProcess daemon, long from) {
    Fault fault = life.fault();
    switch (fault.aim()) {
      case Aim.Time time -> {
        schedule.await(from, time.millis());
        daemon.strike(fault, true);
      }
      case Aim.Point _ -> {
        boolean landed = control.awaitReached(index, lastDue(life.requests()) + AIM_MILLIS);
        daemon.strike(fault, landed);
        control.release(index);
      }
    }
  }

  private long awaitDeath(DaemonProcess daemon) {
    if (!daemon.awaitDeath(scenario.drainMillis() + SLACK_MILLIS)) {
      daemon.giveUp(); // its status tells that it did not end by itself
    }
    return System.nanoTime();
  }

  private void leaveStaleSocket() throws IOException {
    if (!Files.exists(socket)) {
      try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
        dead.bind(UnixDomainSocketAddress.of(socket));
      }
    }
  }

  /// The world has healed: every request must end. Half of the clients leave while replies are on
  /// their way.
  private void finish() {
    schedule.awaitAll();
    for (int i = 0; i < proxies.size(); i += 2) {
      proxies.get(i).closeInput();
    }
    long work = scenario.requests().stream().mapToLong(Request::workMillis).max().orElse(0);
    long limit = scenario.windowMillis() + work + SLACK_MILLIS;
    for (int i = 0; i < proxies.size(); i++) {
      proxies.get(i).awaitReplies(limit);
      if (i % 2 == 1) {
        proxies.get(i).closeInput();
      }
    }
    for (ProxyClient proxy : proxies) {
      if (Children.ended(proxy.process(), SLACK_MILLIS)) {
        proxy.exited().join(); // recorded before the end is
      }
    }
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
