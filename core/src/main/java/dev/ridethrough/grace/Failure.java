package dev.ridethrough.grace;

/// Why one attempt to get a request answered did not end in a reply.
public sealed interface Failure {

  /// Waiting can heal it: nothing of the request can have been executed, a daemon may come.
  sealed interface Transient extends Failure {}

  /// Waiting can't heal it, and nothing of the request was executed.
  sealed interface Permanent extends Failure {}

  /// The request's last byte, its newline, was written in this attempt or in one before it: it may
  /// have been executed.
  sealed interface AfterWrite extends Failure {}

  /// Nothing at the path.
  record Missing() implements Transient {}

  /// A socket without a listener.
  record Refused() implements Transient {}

  /// A listener whose queue is full: the daemon lives.
  record BacklogFull() implements Transient {}

  /// This process has no file descriptor left.
  record NoDescriptors() implements Transient {}

  /// Connected, but closed (or silent for too long) before the greeting.
  record NotGreeted(boolean timedOut) implements Transient {}

  /// Lost before the request's newline was written.
  record Unsent() implements Transient {}

  /// The daemon said that it did not and will not start the request.
  record NotStarted(String reason, long retryAfterMillis) implements Transient {}

  /// The user may not use the path.
  record Denied() implements Permanent {}

  /// Something else is at the path.
  ///
  /// @param kind such as `a regular file`
  record NotASocket(String kind) implements Permanent {}

  record PathTooLong(int bytes, int limit) implements Permanent {}

  /// The process at the other end runs as another user.
  record ForeignPeer(int uid) implements Permanent {}

  /// The process at the other end does not speak our protocol.
  record Incompatible(String detail) implements Permanent {}

  /// The kernel refused for a reason that has no name here.
  record Other(String detail) implements Permanent {}

  /// Closed or reset before the final reply.
  record Lost() implements AfterWrite {}

  /// Neither reply nor sign of life for longer than the silence limit and what was left of the
  /// window.
  record Silent() implements AfterWrite {}

  /// The daemon said that an earlier attempt may have executed it, that nobody can know, and that
  /// it never will be executed again.
  record Unknowable(String reason) implements AfterWrite {}

  /// The request was lost at a daemon with a journal, and the one there now has none, or another
  /// one: it could execute it twice.
  record NoJournal() implements AfterWrite {}
}
