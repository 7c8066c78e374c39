package dev.ridethrough.cli;

/// The version of this program. Knows nothing of picocli, which would be loaded with it.
final class Version {
  private Version() {}

  /// As the jar says it; `dev` when run from loose classes.
  static String text() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "dev" : version;
  }
}
