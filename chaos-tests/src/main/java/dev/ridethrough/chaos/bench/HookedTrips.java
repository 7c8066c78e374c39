package dev.ridethrough.chaos.bench;

import dev.ridethrough.chaos.world.Targets;
import dev.ridethrough.chaos.world.process.hook.HookedMain;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What kill points cost a daemon that passes them: if they slowed it down, races could hide behind
/// them. The same exchange with daemons that differ in nothing else.
final class HookedTrips implements AutoCloseable {
  /// Right before each reply, and so late that no run comes to it.
  private static final String POINT = "0/REPLY/WRITE/2000000000/1";

  private final Path app;
  private final Children children;
  private final Path folder;
  private final ServerSocketChannel control;
  private final List<Lane> lanes;

  /// @param folder where the daemons may have their homes
  HookedTrips(App app, Path folder) throws IOException {
    this.app = app.folder();
    this.children = app.children();
    this.folder = folder;
    this.control = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    control.bind(UnixDomainSocketAddress.of(control()));
    lanes =
        List.of(
            lane("none", "the daemon on its own machine, as users run it", List.of()),
            lane("not armed", "one before each reply, which nobody asked it to count", hooks("")),
            lane("armed", "the same, counted each time, and never to be struck", hooks("0")));
  }

  private Path control() {
    return folder.resolve("c");
  }

  private Lane lane(String name, String how, List<String> hooks) throws IOException {
    Path home = folder.resolve(name.replace(' ', '-'));
    Path socket = App.socketIn(home.resolve("s"));
    List<String> command = new ArrayList<>();
    for (String word : Targets.ridethrough(app).daemon()) {
      if (word.equals("{hooks}")) {
        command.addAll(hooks);
      } else {
        command.add(
            word.replace("{home}", home.toString())
                .replace("{socket}", socket.toString())
                .replace("{drain}", "0ms"));
      }
    }
    children.start(command);
    return Lane.sequential(name, how, RoundTrips.exchange(socket));
  }

  /// Nobody accepts at the control socket: a process that is told to count from its start need hear
  /// no more.
  private List<String> hooks(String armed) {
    return List.of(
        "-D" + HookedMain.CONTROL + "=" + control(),
        "-D" + HookedMain.NAME + "=benchmark",
        "-D" + HookedMain.POINTS + "=" + POINT,
        "-D" + HookedMain.ARMED + "=" + armed);
  }

  /// One turn of each, one after the other.
  ///
  /// @param nanos how long each may take
  void turn(long nanos, boolean counts) throws IOException {
    for (Lane lane : lanes) {
      lane.turn(nanos, counts);
    }
  }

  List<Row.Measured> rows() {
    return lanes.stream().map(Lane::row).toList();
  }

  /// How much longer a request takes, in one sentence.
  static String ratios(List<Row.Measured> rows) {
    double none = rows.getFirst().figures().p50Micros();
    return String.format(
        Locale.ROOT,
        "at the median a request takes %.2f times as long with points that are not armed, %.2f times with armed ones",
        rows.get(1).figures().p50Micros() / none,
        rows.get(2).figures().p50Micros() / none);
  }

  @Override
  public void close() throws IOException {
    control.close();
  }
}
