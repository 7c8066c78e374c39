package dev.ridethrough.chaos.report.timeline;

import dev.ridethrough.chaos.check.Contender;
import dev.ridethrough.chaos.check.Generation;
import dev.ridethrough.chaos.check.Impairment;
import dev.ridethrough.chaos.check.RequestLife;
import dev.ridethrough.chaos.check.Run;
import dev.ridethrough.chaos.check.Span;
import dev.ridethrough.chaos.history.Event;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a timeline is about, and what of a history it shows.
///
/// @param life the request, or null when it is about a proxy or daemons
/// @param proxy the one that is shown, or -1
/// @param generations those with a lane, in their order
/// @param contenders likewise
record View(
    Run run,
    @Nullable RequestLife life,
    int proxy,
    Span span,
    List<Generation> generations,
    List<Contender> contenders) {

  /// Whether the event has a row, if it lies in the span.
  boolean concerns(Event event) {
    return switch (event) {
      case Event.Sent it -> isShown(it.request());
      case Event.Cancelled it -> isShown(it.request());
      case Event.Progressed it -> isShown(it.request());
      case Event.Acknowledged it -> isShown(it.request());
      case Event.ToolsChanged it -> it.proxy() == proxy;
      case Event.Replied it -> isShown(it.request());
      case Event.DaemonStarted it -> hasLane(it.generation());
      case Event.DaemonServing it -> hasLane(it.generation());
      case Event.FaultStruck it -> hasLane(it.generation());
      case Event.PathGone it -> hasLane(it.generation());
      case Event.DaemonDied it -> hasLane(it.generation());
      case Event.Disturbed it -> isShown(it);
      case Event.Relieved it -> begun(it) != null;
      case Event.ContenderStarted it -> isContender(it.number());
      case Event.ContenderEnded it -> isContender(it.number());
      case Event.ProxyStarted it -> it.proxy() == proxy;
      case Event.StrayLine it -> it.proxy() == proxy;
      case Event.InputClosed it -> it.proxy() == proxy;
      case Event.ProxyExited it -> it.proxy() == proxy;
      case Event.Attempts _, Event.Stalled _, Event.HarnessFailed _ -> true;
      case Event.Effects _, Event.Ended _ -> false;
    };
  }

  /// Of a request its own events, of a proxy those of all its requests.
  private boolean isShown(int request) {
    if (life != null) {
      return request == life.number();
    }
    return proxy >= 0
        && run.lives().stream()
            .anyMatch(it -> it.number() == request && it.sent().proxy() == proxy);
  }

  private boolean hasLane(int generation) {
    return generations.stream().anyMatch(it -> it.number() == generation);
  }

  private boolean isContender(int number) {
    return contenders.stream().anyMatch(it -> it.started().number() == number);
  }

  /// What strikes nobody in particular lies in everybody's way.
  private boolean isShown(Event.Disturbed it) {
    boolean ofProxy = it.fault().strikesProxy();
    return ofProxy ? it.proxy() == proxy : it.generation() < 0 || hasLane(it.generation());
  }

  /// What is over then, or null if that is not shown.
  @Nullable Impairment begun(Event.Relieved relieved) {
    return run.impairments().stream()
        .filter(it -> it.begun().number() == relieved.number() && isShown(it.begun()))
        .findFirst()
        .orElse(null);
  }

  /// What times count from: a request from when it was sent.
  long zero() {
    return life == null ? span.from() : life.sent().at();
  }

  /// Whether there is somebody who waits for replies.
  boolean hasClient() {
    return proxy >= 0;
  }
}
