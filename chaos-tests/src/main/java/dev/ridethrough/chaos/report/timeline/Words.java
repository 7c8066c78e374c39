package dev.ridethrough.chaos.report.timeline;

import dev.ridethrough.chaos.check.Impairment;
import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.history.Outcome;
import java.util.Locale;

/// An event in words. What others wrote is in there as they wrote it.
final class Words {
  private final View view;

  Words(View view) {
    this.view = view;
  }

  /// @param event one that the view is concerned with
  String of(Event event) {
    return switch (event) {
      case Event.Sent it -> name(it.request()) + "sent through proxy " + it.proxy();
      case Event.Cancelled it -> name(it.request()) + "cancelled by its client";
      case Event.Progressed it -> name(it.request()) + "progress";
      case Event.Acknowledged it -> name(it.request()) + "acknowledged";
      case Event.ToolsChanged _ -> "the list of tools has changed";
      case Event.Replied it -> name(it.request()) + reply(it);
      case Event.StrayLine it -> "a line that answers nobody: " + it.line();
      case Event.DaemonStarted it -> generation(it.generation()) + " is started";
      case Event.DaemonServing it -> generation(it.generation()) + " serves";
      case Event.FaultStruck it -> strike(it);
      case Event.PathGone it -> "the socket of " + generation(it.generation()) + " is gone";
      case Event.DaemonDied it -> death(it);
      case Event.Disturbed it -> begun(it);
      case Event.Relieved it -> over(it);
      case Event.ContenderStarted it ->
          "contender "
              + it.number()
              + " (process "
              + it.pid()
              + ") is started, which must not serve: "
              + it.fault().title();
      case Event.ContenderEnded it -> end(it);
      case Event.Attempts it -> attempts(it);
      case Event.ProxyStarted it -> "proxy " + it.proxy() + " is started";
      case Event.InputClosed it -> "the input of proxy " + it.proxy() + " is closed";
      case Event.ProxyExited it -> "proxy " + it.proxy() + " exited with status " + it.status();
      case Event.Stalled it -> "the harness itself stood still for " + it.millis() + " ms";
      case Event.HarnessFailed it -> "the harness failed: " + it.message();
      case Event.Effects _, Event.Ended _ -> "";
    };
  }

  /// A timeline that is about one request need not name it each time.
  private String name(int request) {
    return view.life() == null ? "request " + request + ": " : "";
  }

  private static String generation(int number) {
    return "generation " + number;
  }

  private static String reply(Event.Replied reply) {
    String outcome = reply.outcome().name().toLowerCase(Locale.ROOT);
    if (reply.outcome() != Outcome.RESULT) {
      return outcome + ": " + reply.detail();
    }
    return reply.row() == null ? outcome : outcome + ": row #" + reply.row();
  }

  private static String strike(Event.FaultStruck it) {
    return it.signal()
        + " strikes "
        + generation(it.generation())
        + " ("
        + aim(it.aimed(), it.landed(), it.aim())
        + ")";
  }

  private static String aim(boolean aimed, boolean landed, String aim) {
    if (!landed) {
      return "missed its aim: " + aim;
    }
    return aimed ? "right before: " + aim : aim;
  }

  private static String death(Event.DaemonDied it) {
    return generation(it.generation()) + " is dead" + (it.expected() ? "" : ", struck by nobody");
  }

  private static String begun(Event.Disturbed it) {
    return it.fault().title() + " (" + aim(it.aimed(), it.landed(), it.aim()) + ")";
  }

  private String over(Event.Relieved relieved) {
    Impairment it = view.begun(relieved);
    return it == null
        ? ""
        : "no more: "
            + it.fault().title()
            + " (for "
            + (relieved.at() - it.begun().at()) / 1_000
            + " ms; "
            + relieved.detail()
            + (relieved.intact() ? "" : "; NOT LEFT ALONE")
            + ")";
  }

  private static String end(Event.ContenderEnded it) {
    return "contender "
        + it.number()
        + (it.status() < 0 ? " had to be killed" : " ended with status " + it.status())
        + (it.served() ? ", AFTER IT HAD SERVED" : "")
        + (Boolean.FALSE.equals(it.intact()) ? ", AND TOOK AWAY THE SOCKET" : "")
        + ", saying: "
        + it.said();
  }

  private static String attempts(Event.Attempts it) {
    return it.processes()
        + " proxies connected "
        + it.connections()
        + " times in "
        + it.millis()
        + " ms, at most "
        + it.busiest()
        + " times within 50 ms";
  }
}
