package dev.ridethrough.chaos.world.run;

/// What was seen of a fault from outside while it lasted.
///
/// @param effect whether it had any
/// @param intact false when something that must never be deleted was gone
/// @param detail for people
public record Seen(boolean effect, boolean intact, String detail) {
  public static Seen of(boolean effect, String detail) {
    return new Seen(effect, true, effect ? detail : "not seen: " + detail);
  }
}
