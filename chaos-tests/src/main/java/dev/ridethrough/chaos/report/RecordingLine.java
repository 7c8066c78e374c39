package dev.ridethrough.chaos.report;

/// What it cost the threads of the harness to record what happened: time in which they did nothing
/// else, so that a race could hide behind it.
///
/// @param meanNanos of an event, with the time that its thread waited for others
/// @param maxNanos of the one that took longest
/// @param shareOfTime all of it, of the time that all scenarios took: 0.001 is a thousandth
public record RecordingLine(long events, long meanNanos, long maxNanos, double shareOfTime) {}
