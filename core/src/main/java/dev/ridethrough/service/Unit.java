package dev.ridethrough.service;

import dev.ridethrough.daemon.DaemonSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// What the units say: how the daemon is started, and when again.
///
/// @param launcher the program
/// @param javaHome the Java that the launcher falls back to
/// @param activated whether systemd owns the socket
public record Unit(
    Path launcher, Path javaHome, Path home, Path socket, Duration drain, boolean activated) {
  static final String SERVICE = "ridethrough.service";
  static final String SOCKET = "ridethrough.socket";

  /// Small, because it is part of each outage.
  private static final Duration RESTART_PAUSE = Duration.ofMillis(200);

  /// How long a start may take beyond that.
  private static final Duration START = Duration.ofMillis(1800);

  /// What systemd waits beyond the daemon's own bound, before it kills.
  private static final Duration STOP_MARGIN = Duration.ofSeconds(2);

  /// The daemon's directories and the few programs that its launcher calls.
  private static final String PATH = "/usr/local/bin:/usr/bin:/bin";

  /// The longest drain with which a restart stays under the window of a request.
  ///
  /// @param window how long a request waits for a daemon
  static Duration longestDrain(Duration window) {
    return window.minus(RESTART_PAUSE).minus(START);
  }

  /// How long systemd waits for the daemon to end.
  Duration stopLimit() {
    return drain.plus(DaemonSettings.SHUTDOWN_MARGIN).plus(STOP_MARGIN);
  }

  /// How the daemon is started.
  List<String> arguments() {
    return List.of(
        "daemon",
        "run",
        "--home",
        home.toString(),
        "--socket",
        socket.toString(),
        "--drain",
        drain.toMillis() + "ms");
  }

  /// The same, for a daemon of this process's version.
  DaemonSettings settings(String version) {
    return new DaemonSettings(home, socket, drain, version, activated);
  }

  /// The text of `ridethrough.service`.
  String serviceText() {
    StringBuilder command = new StringBuilder(UnitWords.program(launcher.toString()));
    for (String argument : arguments()) {
      command.append(' ').append(UnitWords.argument(argument));
    }
    return """
    # Written by `ridethrough daemon install`, and again at each update. The three values on the line
    # ExecStart are kept then; for everything else use `systemctl --user edit ridethrough.service`.
    [Unit]
    Description=Ridethrough daemon
    StartLimitIntervalSec=0
    %s
    [Service]
    Type=exec
    ExecStart=%s%s
    Environment=%s %s
    Restart=always
    RestartSec=%dms
    SuccessExitStatus=143
    TimeoutStopSec=%dms
    LimitNOFILE=8192
    UMask=0077
    %s
    [Install]
    WantedBy=default.target
    """
        .formatted(
            activated ? "Requires=" + SOCKET + "\nAfter=" + SOCKET + "\n" : "",
            command,
            activated ? " \"--socket-activated\"" : "",
            UnitWords.variable("PATH", PATH),
            UnitWords.variable("JAVA_HOME", javaHome.toString()),
            RESTART_PAUSE.toMillis(),
            stopLimit().toMillis(),
            activated
                ? "StandardInput=socket\nStandardOutput=journal\nStandardError=journal\n"
                : "");
  }

  /// The text of `ridethrough.socket`.
  ///
  /// @throws ServiceException when the path of the socket can't be written there
  String socketText() throws ServiceException {
    return """
    # Written by `ridethrough daemon install --socket-activated`, and again at each update, which keeps
    # ListenStream; for everything else use `systemctl --user edit ridethrough.socket`.
    [Unit]
    Description=Socket of the Ridethrough daemon
    StartLimitIntervalSec=0

    [Socket]
    ListenStream=%s
    SocketMode=0600
    DirectoryMode=0700
    Backlog=1024
    RemoveOnStop=yes
    TriggerLimitIntervalSec=0

    [Install]
    WantedBy=sockets.target
    """
        .formatted(UnitWords.wholePath(socket.toString()));
  }
}
