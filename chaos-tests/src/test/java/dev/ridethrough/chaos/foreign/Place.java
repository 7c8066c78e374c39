package dev.ridethrough.chaos.foreign;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The packaged app, and the home that a test has given it.
record Place(Path home) {
  private static final Path APP = Path.of(System.getProperty("ridethrough.app"));

  String program() {
    return APP.resolve("bin/ridethrough").toString();
  }

  List<String> proxy() {
    return List.of("serve", "--socket", socket().toString());
  }

  List<String> daemon() {
    return List.of("daemon", "run", "--home", home.toString(), "--socket", socket().toString());
  }

  Path ledger() {
    return home.resolve("ledger.db");
  }

  /// Leaves what MCP clients pass, and the JDK that runs the test.
  void restrict(Map<String, String> environment) {
    environment.keySet().retainAll(Set.of("PATH", "LANG", "LC_ALL", "TMPDIR"));
    environment.put("HOME", home.toString());
    environment.put("JAVA_HOME", System.getProperty("java.home"));
  }

  private Path socket() {
    return home.resolve("daemon.sock");
  }
}
