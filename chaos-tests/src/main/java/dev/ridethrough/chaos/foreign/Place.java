package dev.ridethrough.chaos.foreign;

import dev.ridethrough.grace.Delivery;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The packaged app, and the home that its daemons and proxies are given.
///
/// @param app the app folder
/// @param home must be enterable by this user only
/// @param delivery of the proxies
record Place(Path app, Path home, Delivery delivery) {
  private static final Set<String> PASSED = Set.of("PATH", "LANG", "LC_ALL", "TMPDIR");

  String program() {
    return app.resolve("bin/ridethrough").toString();
  }

  List<String> proxy() {
    return List.of(
        program(), "serve", "--socket", socket().toString(), "--delivery", delivery.text());
  }

  List<String> daemon() {
    return List.of(
        program(), "daemon", "run", "--home", home.toString(), "--socket", socket().toString());
  }

  Path ledger() {
    return home.resolve("ledger.db");
  }

  Path socket() {
    return home.resolve("daemon.sock");
  }

  /// Leaves what MCP clients pass, and the JDK that runs the harness.
  void restrict(Map<String, String> environment) {
    environment.keySet().retainAll(PASSED);
    environment.put("HOME", home.toString());
    environment.put("JAVA_HOME", System.getProperty("java.home"));
  }
}
