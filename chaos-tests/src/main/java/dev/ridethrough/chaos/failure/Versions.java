package dev.ridethrough.chaos.failure;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What a failure was found with: for people, and to tell whether the same code runs again. Of the
/// environment this is all: no variables, no names.
///
/// @param core a hash over the classes of the core that ran, see [CodeDigest]
/// @param kernel the release of the operating system
/// @param java version and vendor
public record Versions(
    @JsonProperty(required = true) String ridethrough,
    @JsonProperty(required = true) String core,
    @JsonProperty(required = true) String os,
    @JsonProperty(required = true) String kernel,
    @JsonProperty(required = true) String arch,
    @JsonProperty(required = true) String java,
    @JsonProperty(required = true) int cores) {

  /// Of this process.
  ///
  /// @param core the hash of the core that it tests
  public static Versions here(String ridethrough, String core) {
    return new Versions(
        ridethrough,
        core,
        property("os.name"),
        property("os.version"),
        property("os.arch"),
        property("java.runtime.version") + " (" + property("java.vendor") + ")",
        Runtime.getRuntime().availableProcessors());
  }

  private static String property(String name) {
    return System.getProperty(name, "?");
  }

  /// For people, in one line.
  public String words() {
    return "Ridethrough %s, core %s, Java %s, %s %s (%s), %d cores"
        .formatted(ridethrough, core, java, os, kernel, arch, cores);
  }
}
