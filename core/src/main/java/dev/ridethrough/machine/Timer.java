package dev.ridethrough.machine;

/// An action that will run later, see [Machine#after].
public interface Timer {
  /// Prevents the action when it has not begun; otherwise does nothing.
  void cancel();
}
