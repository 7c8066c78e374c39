package dev.ridethrough.cli;

import picocli.CommandLine.IVersionProvider;

/// The version of this program.
final class Version implements IVersionProvider {
  /// As the jar says it; `dev` when run from loose classes.
  static String text() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "dev" : version;
  }

  @Override
  public String[] getVersion() {
    return new String[] {"ridethrough " + text()};
  }
}
