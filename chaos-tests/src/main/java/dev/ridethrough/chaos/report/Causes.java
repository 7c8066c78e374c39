package dev.ridethrough.chaos.report;

import dev.ridethrough.chaos.check.Promise;
import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.scenario.Death.Signal;
import dev.ridethrough.machine.Phase;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What usually is behind a broken promise, and where to look first: experience, and no proof. The
/// names are those of this project's own daemon and proxy.
final class Causes {
  private Causes() {}

  /// The end of a sentence that begins with *usually*, and a hint.
  ///
  /// @param faults those that landed, in the order of time
  static String usual(Promise promise, List<Event> faults) {
    return faults.stream()
        .flatMap(Causes::phases)
        .flatMap(it -> after(promise, it).stream())
        .findFirst()
        .orElseGet(() -> usual(promise));
  }

  /// What was going on when it struck, and what it began.
  private static Stream<Phase> phases(Event fault) {
    return switch (fault) {
      case Event.FaultStruck it when it.signal() == Signal.SIGTERM ->
          Stream.concat(named(it.aim()), Stream.of(Phase.DRAIN));
      case Event.FaultStruck it -> named(it.aim());
      case Event.Disturbed it -> named(it.aim());
      default -> Stream.empty();
    };
  }

  /// By a coordinate in words.
  private static Stream<Phase> named(String aim) {
    return Arrays.stream(Phase.values()).filter(it -> aim.contains("phase " + it + ","));
  }

  /// Where the phase in which the fault struck says more.
  private static Optional<String> after(Promise promise, Phase phase) {
    String cause =
        switch (promise) {
          case NO_DUPLICATE ->
              switch (phase) {
                case EXECUTE, REPLY ->
                    "the effect was committed, the reply was lost, and somebody sent the request"
                        + " again. Look first at what the proxy does when the connection ends after"
                        + " the write: grace/Grace.decide, proxy/DaemonLink.";
                case DRAIN ->
                    "a daemon that drains refused a request and ran it all the same, so that the"
                        + " proxy sent it again. Look first at daemon/Admission and"
                        + " daemon/Conversation.converse.";
                case SEND, AWAIT ->
                    "the proxy did not count the request as sent, though the daemon had all of it."
                        + " Look first at when proxy/DaemonLink says that it was written.";
                default -> "";
              };
          case TELLS_THE_TRUTH ->
              switch (phase) {
                case RECEIVE, EXECUTE, REPLY ->
                    "a loss after the write was told as not_sent, or one before it as unknown. Look"
                        + " first at proxy/Failures and at grace/Grace.decide.";
                case DRAIN ->
                    "a request was refused as not started and ran all the same. Look first at"
                        + " daemon/Admission: start, drain and withdraw exclude each other.";
                default -> "";
              };
          case RIDES_OUT, FINISHES ->
              switch (phase) {
                case START, BIND, LOAD ->
                    "what the dead daemon left (a socket, a lock file) was taken for a daemon that"
                        + " lives, by the next one or by the proxy. Look first at daemon/Lease,"
                        + " daemon/Endpoint and proxy/Failures.";
                case ACCEPT, RECEIVE ->
                    "a connection that was never greeted was not taken for one that may be tried"
                        + " again. Look first at proxy/Failures and grace/Failure.";
                default -> "";
              };
          case ONE_DAEMON ->
              switch (phase) {
                case START, BIND ->
                    "two starters were between lock and bind at once, or a lock file was believed"
                        + " and not the lock. Look first at daemon/Lease and daemon/Endpoint.";
                case DRAIN ->
                    "a daemon that goes removed what is at its path without asking whether that is"
                        + " still its own. Look first at daemon/Endpoint and daemon/Post.leave.";
                default -> "";
              };
          default -> "";
        };
    return cause.isEmpty() ? Optional.empty() : Optional.of(cause);
  }

  private static String usual(Promise promise) {
    return switch (promise) {
      case NO_DUPLICATE ->
          "somebody sent a request again after it had been written. Look first at grace/Grace.decide"
              + " and proxy/Exchange: what is lost after the write ends as unknown.";
      case FINISHES ->
          "somebody waits without a bound, each attempt has a budget of its own, or nobody is woken"
              + " when the path changes. Look first at proxy/Exchange and grace/Budget; for two"
              + " replies, at proxy/InFlight.";
      case RIDES_OUT ->
          "a failure that passes was taken for one that lasts, or the proxy did not notice that the"
              + " path had changed. Look first at proxy/Failures, grace/Grace.decide and proxy/Bell.";
      case TELLS_THE_TRUTH ->
          "a loss before the write and one after it were mixed up. Look first at proxy/DaemonLink and"
              + " grace/Grace.decide; for a result, at when the tool commits.";
      case FAILS_FAST ->
          "a failure that waiting can't heal was waited for, or its message lacks path, cause or"
              + " remedy. Look first at proxy/Failures and grace/Explanation.";
      case OWN_ANSWER ->
          "replies are matched by something that two requests share, or a cancellation was read too"
              + " late. Look first at proxy/InFlight and proxy/Exchange.";
      case ONE_DAEMON ->
          "a path was deleted or bound without the lock, or by somebody who had lost it. Look first"
              + " at daemon/Lease, daemon/Endpoint and the order of steps in daemon/Daemon.shutDown.";
      case PLANNED_IS_INVISIBLE ->
          "the daemon closed or exited before it had answered or refused everybody, or drained before"
              + " it left its path. Look first at daemon/Daemon.shutDown and daemon/Admission.drain.";
      case NO_HERD ->
          "all wait for the same time, or each wakes all others. Look first at grace/Poll (jitter) and"
              + " proxy/Bell.";
      case OUTLIVES_THE_DAEMON ->
          "a failure of one request ended the whole proxy, or its end did not wait for what is in"
              + " flight. Look first at proxy/Serve and proxy/InFlight.";
    };
  }
}
