package dev.ridethrough.chaos.world.process;

import dev.ridethrough.chaos.scenario.Request;
import dev.ridethrough.chaos.scenario.Scenario;
import dev.ridethrough.chaos.world.Target;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// The clients, each in its seat with its proxy. Whoever's proxy ends gets another one.
final class Seats {
  private static final long INITIALIZE_MILLIS = 20_000;

  private final Commands commands;
  private final Target target;
  private final Recorder recorder;
  private final List<ProxyClient> seated = new ArrayList<>();

  /// Those that were replaced, too.
  private final List<ProxyClient> all = new ArrayList<>();

  Seats(Commands commands, Target target, Recorder recorder) {
    this.commands = commands;
    this.target = target;
    this.recorder = recorder;
  }

  /// Starts all proxies and opens their sessions.
  void fill(Scenario scenario) throws IOException {
    for (int seat = 0; seat < scenario.proxies(); seat++) {
      seated.add(start(seat));
    }
    for (ProxyClient client : seated) {
      client.initialize(INITIALIZE_MILLIS);
    }
  }

  /// Sends a request through the proxy that has the seat now.
  void send(int seat, int id, Request request, String token) {
    at(seat).send(id, request, token);
  }

  synchronized ProxyClient at(int seat) {
    return seated.get(seat);
  }

  synchronized List<ProxyClient> seated() {
    return List.copyOf(seated);
  }

  synchronized List<ProxyClient> all() {
    return List.copyOf(all);
  }

  /// Gives the seat to a new proxy; requests wait meanwhile. Its session opens as the daemon
  /// allows.
  synchronized void replace(int seat) throws IOException {
    ProxyClient next = start(seat);
    seated.set(seat, next);
    next.initializeWithoutWaiting();
  }

  private synchronized ProxyClient start(int seat) throws IOException {
    int number = all.size();
    ProxyClient client =
        new ProxyClient(number, commands.startProxy(seat, number), target, recorder);
    all.add(client);
    return client;
  }

  /// In how many milliseconds every request must have ended, when nothing goes wrong any more.
  static long limitMillis(Scenario scenario, long slackMillis) {
    long work = scenario.requests().stream().mapToLong(Request::workMillis).max().orElse(0);
    return scenario.windowMillis() + work + slackMillis;
  }

  /// Half of the clients leave while replies are on their way, the others when they have them.
  void leave(long limitMillis, long exitMillis) {
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
      if (Children.ended(client.process(), exitMillis)) {
        client.exited().join(); // recorded before the end is
      }
    }
  }
}
