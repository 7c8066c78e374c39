package dev.ridethrough.chaos.world.run;

import dev.ridethrough.chaos.scenario.Request;
import dev.ridethrough.chaos.scenario.Scenario;
import dev.ridethrough.chaos.world.Target;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// The clients, each in its seat with its proxy. Whoever's proxy ends gets another one.
public final class Seats {
  private static final long INITIALIZE_MILLIS = 20_000;

  private final Proxies proxies;
  private final Target target;
  private final Recorder recorder;
  private final Time time;
  private final ReentrantLock lock = new ReentrantLock();
  private final List<ProxyClient> seated = new ArrayList<>();

  /// Those that were replaced, too.
  private final List<ProxyClient> all = new ArrayList<>();

  /// Starts the proxies.
  @FunctionalInterface
  public interface Proxies {
    /// Starts one.
    ///
    /// @param seat the number of its client
    /// @param number tells it from those that had the seat before
    Child start(int seat, int number) throws IOException;
  }

  /// Starts nothing yet.
  public Seats(Proxies proxies, Target target, Recorder recorder, Time time) {
    this.proxies = proxies;
    this.time = time;
    this.target = target;
    this.recorder = recorder;
  }

  /// Starts all proxies and opens their sessions.
  public void fill(Scenario scenario) throws IOException {
    for (int seat = 0; seat < scenario.proxies(); seat++) {
      seated.add(start(seat));
    }
    for (ProxyClient client : seated) {
      client.initialize(INITIALIZE_MILLIS);
    }
  }

  /// Sends a request through the proxy that has the seat now.
  ///
  /// @return who sent it
  public ProxyClient send(int seat, int id, Request request, String token) {
    ProxyClient client = at(seat);
    client.send(id, request, token);
    return client;
  }

  ProxyClient at(int seat) {
    return locked(() -> seated.get(seat));
  }

  List<ProxyClient> seated() {
    return locked(() -> List.copyOf(seated));
  }

  public List<ProxyClient> all() {
    return locked(() -> List.copyOf(all));
  }

  private <T> T locked(Supplier<T> what) {
    lock.lock();
    try {
      return what.get();
    } finally {
      lock.unlock();
    }
  }

  /// Gives the seat to a new proxy; requests wait meanwhile. Its session opens as the daemon
  /// allows.
  void replace(int seat) throws IOException {
    lock.lock();
    try {
      ProxyClient next = start(seat);
      seated.set(seat, next);
      next.initializeWithoutWaiting();
    } finally {
      lock.unlock();
    }
  }

  private ProxyClient start(int seat) throws IOException {
    int number = all.size();
    Child process = proxies.start(seat, number);
    ProxyClient client = new ProxyClient(number, process, target, recorder, time);
    all.add(client);
    return client;
  }

  /// In how many milliseconds every request must have ended, when nothing goes wrong any more.
  static long limitMillis(Scenario scenario, long slackMillis) {
    long work = scenario.requests().stream().mapToLong(Request::workMillis).max().orElse(0);
    return scenario.windowMillis() + work + slackMillis;
  }

  /// Half of the clients leave while replies are on their way, the others when they have them.
  public void leave(long limitMillis, long exitMillis) {
    List<ProxyClient> last = seated();
    List<ProxyClient> early =
        IntStream.range(0, last.size()).filter(i -> i % 2 == 0).mapToObj(last::get).toList();
    early.forEach(ProxyClient::closeInput);
    for (ProxyClient client : last) {
      client.awaitReplies(limitMillis);
      if (!early.contains(client)) {
        client.closeInput();
      }
    }
    for (ProxyClient client : all()) {
      var _ = time.awaitOrGiveUp(client.exited(), exitMillis); // recorded before the end is
    }
  }
}
