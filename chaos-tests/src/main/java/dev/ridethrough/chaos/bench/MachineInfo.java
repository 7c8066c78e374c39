package dev.ridethrough.chaos.bench;

import java.lang.management.ManagementFactory;

/// Where it was measured, without which no figure means anything.
///
/// @param load processes that wanted to run, averaged over the last minute; negative when unknown
public record MachineInfo(int cpus, String system, String jdk, double load) {
  static MachineInfo now() {
    return new MachineInfo(
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        Runtime.version().toString(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }
}
