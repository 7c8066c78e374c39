package dev.ridethrough.cli;

import picocli.CommandLine.IVersionProvider;

/// What `--version` prints.
final class VersionOption implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"ridethrough " + Version.text()};
  }
}
