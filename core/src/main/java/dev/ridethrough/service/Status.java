package dev.ridethrough.service;

import dev.ridethrough.daemon.DaemonSettings;
import dev.ridethrough.daemon.LeaseHolder;
import dev.ridethrough.wire.ClientGroup;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a daemon and its service are.
///
/// @param settings where it is or would be
/// @param holder who took the lease last, or null
/// @param service what is known of its unit
/// @param versions of this program and the installed one
/// @param checks what follows from all that
public record Status(
    DaemonSettings settings,
    Condition condition,
    @Nullable LeaseHolder holder,
    ServiceState service,
    Versions versions,
    List<Check> checks) {
  public Status {
    checks = List.copyOf(checks);
  }

  /// The unit of the daemon.
  ///
  /// @param unit what it says, or null when none is installed
  /// @param state what systemd says of it, or null when systemd can't be asked
  /// @param trouble why it can't be asked, or empty
  /// @param current whether this version would write the same
  public record ServiceState(
      @Nullable Unit unit, @Nullable UnitState state, String trouble, boolean current) {
    /// For people.
    public String words() {
      if (unit == null) {
        return state != null && state.isMasked() ? "masked" : "not installed";
      }
      return state == null ? "installed; " + trouble : state.words();
    }
  }

  /// Versions of this program, which proxies that are started now have, too, and of the one that
  /// the unit starts; null when that can't be told or there is no unit. And the clients that the
  /// daemon heard of in the last ten minutes; null when it does not tell.
  public record Versions(
      String program, @Nullable String installed, @Nullable List<ClientGroup> clients) {}
}
