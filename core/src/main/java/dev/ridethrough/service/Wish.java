package dev.ridethrough.service;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What a person gave on the command line; null is what was not given.
///
/// @param usualHome the home when none is given anywhere
public record Wish(
    Path usualHome,
    @Nullable Path home,
    @Nullable Path socket,
    @Nullable Duration drain,
    @Nullable Boolean activated) {

  /// Whether a place was given, so that another daemon than the service's may be meant.
  boolean hasPlace() {
    return home != null || socket != null;
  }
}
