package dev.ridethrough.chaos.world.run;

import org.jspecify.annotations.Nullable;

/// What was seen of a fault from outside while it lasted.
///
/// @param effect whether it had any
/// @param intact false when something that must never be deleted was gone
/// @param back whether the daemon that it had kept from serving was there again; null where it kept
///   none, or where that one was struck before it could be
/// @param detail for people
public record Seen(boolean effect, boolean intact, @Nullable Boolean back, String detail) {
  public Seen(boolean effect, boolean intact, String detail) {
    this(effect, intact, null, detail);
  }

  public static Seen of(boolean effect, String detail) {
    return new Seen(effect, true, effect ? detail : "not seen: " + detail);
  }
}
