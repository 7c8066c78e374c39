package dev.ridethrough.chaos.check;

/// One place where a promise was broken.
///
/// @param request the request's number in its history, or -1 when none is concerned
/// @param sentence what happened, for people: one sentence
public record Witness(int request, String sentence) {}
