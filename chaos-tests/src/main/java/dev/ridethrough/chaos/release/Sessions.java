package dev.ridethrough.chaos.release;

import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.history.History;
import dev.ridethrough.chaos.scenario.Request;
import dev.ridethrough.chaos.scenario.Request.Action;
import dev.ridethrough.chaos.scenario.Scenario;
import dev.ridethrough.chaos.world.Targets;
import dev.ridethrough.chaos.world.process.Children;
import dev.ridethrough.chaos.world.process.Heartbeat;
import dev.ridethrough.chaos.world.process.Leftovers;
import dev.ridethrough.chaos.world.process.ProcessChild;
import dev.ridethrough.chaos.world.run.Child;
import dev.ridethrough.chaos.world.run.Driver.Effect;
import dev.ridethrough.chaos.world.run.EffectCounter;
import dev.ridethrough.chaos.world.run.Recorder;
import dev.ridethrough.chaos.world.run.Seats;
import dev.ridethrough.chaos.world.run.Time;
import dev.ridethrough.grace.Delivery;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/// Clients whose proxies deliver alike, and the history of what they saw. Sent to by one thread.
final class Sessions {
  static final long WINDOW_MILLIS = Scenario.REAL_WINDOW_MILLIS;
  static final long DRAIN_MILLIS = 4_000;

  /// More than any correct proxy or daemon needs beyond its window.
  private static final long SLACK_MILLIS = 10_000;

  private static final long MOST_WORK_MILLIS = 1_500;

  /// Some of all kinds of effects; one in four works for a while.
  private static final List<Action> MIX =
      List.of(
          Action.APPEND,
          Action.SLOW_APPEND,
          Action.DIRECT_APPEND,
          Action.ENSURE,
          Action.APPEND,
          Action.SLOW_APPEND,
          Action.ECHO,
          Action.LARGE_ECHO);

  private final Delivery delivery;
  private final Stage stage;
  private final List<Build> builds;
  private final Scenario scenario;
  private final Recorder recorder;
  private final Seats seats;
  private final String nonce = UUID.randomUUID().toString().substring(0, 8);
  private final long start = System.nanoTime();
  private int requests;

  /// @param builds whose proxies have the seats, in turn
  Sessions(Delivery delivery, Stage stage, List<Build> builds, Scenario scenario, Time time) {
    this.delivery = delivery;
    this.stage = stage;
    this.builds = List.copyOf(builds);
    this.scenario = scenario;
    this.recorder = new Recorder(time.machine(), _ -> {}, null);
    this.seats = new Seats(this::proxy, Targets.simulated("ridethrough", delivery), recorder, time);
    var _ = Heartbeat.INSTANCE.stalledSince(start); // starts it
  }

  private Child proxy(int seat, int number) throws IOException {
    Build build = builds.get(seat % builds.size());
    List<String> command = new ArrayList<>();
    command.add(build.launcher().toString());
    command.addAll(List.of("serve", "--home", stage.home().toString()));
    command.addAll(List.of("--socket", stage.socket().toString()));
    command.addAll(List.of("--grace", WINDOW_MILLIS + "ms"));
    if (build.delivers()) {
      command.addAll(List.of("--delivery", delivery.text()));
    }
    Path log = stage.log("proxy-" + delivery.text() + "-" + number);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(stage.environment());
    builder.redirectError(Redirect.appendTo(log.toFile()));
    Process started = Children.start(builder);
    Leftovers.note(stage.room(), started);
    return new ProcessChild(started, log);
  }

  Recorder recorder() {
    return recorder;
  }

  /// Starts the proxies and opens their sessions.
  void open() throws IOException {
    seats.fill(scenario);
  }

  /// Sends one request of any kind through any proxy.
  void send(Random random) {
    Action action = MIX.get(random.nextInt(MIX.size()));
    long work = action.works() ? random.nextLong(MOST_WORK_MILLIS) : 0;
    int seat = random.nextInt(scenario.proxies());
    int id = ++requests;
    var _ = seats.send(seat, id, new Request(seat, action, 0, work), token(id));
  }

  private String token(int id) {
    return "rt-" + nonce + "-" + id;
  }

  /// Whether an effect is not one of these sessions' own.
  boolean isForeign(Effect effect) {
    return !effect.token().startsWith("rt-" + nonce + "-");
  }

  /// Everything was sent: waits for the replies, and lets the proxies go.
  void leave() {
    seats.leave(WINDOW_MILLIS + 2 * MOST_WORK_MILLIS + SLACK_MILLIS, SLACK_MILLIS);
    recorder.add(Event.Ended::new);
  }

  /// Ends what is left.
  void kill() {
    seats.all().forEach(it -> it.process().signal(Child.Signal.KILL));
  }

  /// Notes why nothing can be concluded.
  void fail(String why) {
    recorder.add(at -> new Event.HarnessFailed(at, why));
  }

  /// What they saw, once the daemon is gone. Two versions may have other tools: whether a client is
  /// told so is nothing that a scenario could say.
  ///
  /// @param all effects, but for those of other sessions
  History history(List<Effect> all) {
    recorder.addAll(Heartbeat.INSTANCE.stalledSince(start));
    recorder.addAll(EffectCounter.count(all, recorder.events(), recorder.now()));
    List<Event> events =
        recorder.events().stream().filter(it -> !(it instanceof Event.ToolsChanged)).toList();
    return new History(
        History.FORMAT, "release", "ridethrough", delivery.text(), WINDOW_MILLIS, scenario, events);
  }
}
