package dev.ridethrough.grace;

/// What may happen to a request whose reply was lost.
public enum Delivery {
  /// It is sent again only when the daemon said that it was not started.
  AT_MOST_ONCE
}
