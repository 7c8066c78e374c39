package dev.ridethrough.chaos.bench;

import dev.ridethrough.grace.Grace;
import dev.ridethrough.grace.Poll;
import dev.ridethrough.machine.real.RealMachine;
import dev.ridethrough.proxy.Call;
import dev.ridethrough.proxy.ProxySettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Round trips, each through a connection of its own: what greeting, handshake and proxy cost.
final class RoundTrips {
  /// Turns that count, after one that doesn't.
  static final int TURNS = 5;

  private static final int AT_ONCE = 16;

  private final List<Lane> lanes = new ArrayList<>();
  private final List<Row> missing = new ArrayList<>();

  /// @param java the socket of a bare server
  /// @param daemon the socket of a real daemon
  /// @param proxy one that leads to it
  RoundTrips(Bare bare, Path java, Path daemon, ServeProcess proxy) throws IOException {
    lanes.add(
        Lane.sequential(
            "bare Java sockets",
            "connect, a line out, a line back; virtual threads in a server process",
            () -> Bare.trip(java)));
    lanes.add(
        Lane.sequential(
            "our exchange",
            "proxy.Call in this process: connect, greeting, handshake, `echo`, reply; real daemon",
            exchange(daemon)));
    lanes.add(
        Lane.sequential(
            "serve",
            "a line into the proxy's stdin, its reply from stdout; the same exchange behind it",
            () -> Waits.join(proxy.echo().answered(), "an answer through `serve`")));
    lanes.add(
        Lane.pipelined(
            "serve, " + AT_ONCE + " in flight",
            "the same, the next line is written when the oldest is answered",
            proxy::echo,
            AT_ONCE));
    addSocat(bare, java);
  }

  private static Lane.Trip exchange(Path daemon) {
    Grace grace = Grace.of(Grace.DEFAULT_WINDOW, Poll.JITTERED);
    Call call = new Call(new RealMachine(), new ProxySettings(daemon, grace, true, version()));
    return () -> {
      Call.Answer answer =
          call.request("tools/call", Map.of("name", "echo", "arguments", Map.of("text", "hello")));
      if (answer instanceof Call.Answer.Failed failed) {
        throw new IOException("the daemon's answer: " + failed.message());
      }
    };
  }

  /// The core's, so that the exchange logs nothing about a daemon of another version.
  private static String version() {
    String version = Call.class.getPackage().getImplementationVersion();
    return version == null ? "benchmark" : version;
  }

  private void addSocat(Bare bare, Path java) throws IOException {
    String server = "socat server";
    String serverHow =
        "the bare client; `socat UNIX-LISTEN,fork EXEC:cat`: two processes a connection";
    String client = "socat client";
    String clientHow = "`socat - UNIX-CONNECT`, a process each, until it ends; the bare server";
    Optional<Path> socat = Bare.socat();
    if (socat.isEmpty()) {
      missing.add(new Row.Missing(server, serverHow, "socat is not installed"));
      missing.add(new Row.Missing(client, clientHow, "socat is not installed"));
      return;
    }
    Path listening = bare.socatServer(socat.get());
    lanes.add(Lane.sequential(server, serverHow, () -> Bare.trip(listening)));
    lanes.add(Lane.sequential(client, clientHow, () -> bare.socatTrip(socat.get(), java)));
  }

  /// One turn of each lane, one after the other.
  ///
  /// @param nanos how long each may take
  void turn(long nanos, boolean counts) throws IOException {
    for (Lane lane : lanes) {
      lane.turn(nanos, counts);
    }
  }

  List<Row> rows() {
    List<Row> rows = new ArrayList<>(lanes.stream().map(Lane::row).toList());
    rows.addAll(missing);
    return rows;
  }
}
