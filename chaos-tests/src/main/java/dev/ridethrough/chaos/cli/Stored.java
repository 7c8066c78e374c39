package dev.ridethrough.chaos.cli;

import dev.ridethrough.chaos.check.HistoryVerdict;
import dev.ridethrough.chaos.history.History;
import org.jspecify.annotations.Nullable;

/// A history that lay in a file.
///
/// @param verdict what was said of it when it was recorded, or null when that is not known
record Stored(History history, @Nullable HistoryVerdict verdict) {}
