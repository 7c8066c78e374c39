package dev.ridethrough.journal;

/// One attempt at a request, as far as the [Journal] has to know it. Safe to use from any thread.
public interface Attempt {

  /// Stable across resends of the request.
  String requestKey();

  /// Its client: the same in all requests of one proxy.
  String client();

  /// Its number among its client's, counted from 1.
  long number();

  /// Up to which number the client needs no answer any more; 0 when it says nothing.
  long acknowledged();

  /// Whether nobody waits for it any more, because it was cancelled or its deadline has passed.
  /// Never blocks.
  boolean isOver();

  /// Which life of the daemon it came to, counted from 1.
  long generation();
}
