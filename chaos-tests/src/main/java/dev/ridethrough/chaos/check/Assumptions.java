package dev.ridethrough.chaos.check;

import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.history.History;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the checkers rely on. A history that contradicts itself proves nothing, neither that a
/// promise was kept nor that it was broken: the harness that wrote it is at fault.
final class Assumptions {
  private final Map<Integer, String> tokens = new HashMap<>();
  private final Set<String> once = new HashSet<>();
  private final Set<Integer> generations = new HashSet<>();
  private final Set<Integer> proxies = new HashSet<>();
  private boolean counted;
  private long now;

  private Assumptions() {}

  /// What is wrong with the history, or nothing.
  static Optional<String> violated(History history) {
    if (history.format() != History.FORMAT) {
      return Optional.of("the history is of format " + history.format());
    }
    Assumptions seen = new Assumptions();
    for (int i = 0; i < history.events().size(); i++) {
      Event event = history.events().get(i);
      String wrong =
          event.at() < seen.now ? "its time lies before the one before" : seen.see(event);
      if (wrong != null) {
        return Optional.of("the history contradicts itself at its event " + (i + 1) + ": " + wrong);
      }
      seen.now = event.at();
    }
    return Optional.empty();
  }

  private @Nullable String see(Event event) {
    return switch (event) {
      case Event.Sent it -> uncounted(sent(it));
      case Event.Cancelled it -> cancelled(it.request());
      case Event.Progressed it -> known(it.request());
      case Event.Acknowledged it -> known(it.request());
      case Event.ToolsChanged it -> running(it.proxy());
      case Event.Replied it -> known(it.request());
      case Event.StrayLine it -> running(it.proxy());
      case Event.DaemonStarted it -> uncounted(daemonStarted(it.generation()));
      case Event.DaemonServing it -> life("serving", it.generation());
      case Event.FaultStruck it -> started(it.generation());
      case Event.PathGone it -> life("path gone", it.generation());
      case Event.DaemonDied it -> life("died", it.generation());
      case Event.Disturbed it -> disturbed(it);
      case Event.Relieved it -> uncounted(paired("relieved", it.number(), "disturbed"));
      case Event.ContenderStarted it -> uncounted(once("contender started", it.number()));
      case Event.ContenderEnded it -> paired("contender ended", it.number(), "contender started");
      case Event.Attempts it -> paired("attempts", it.number(), "disturbed");
      case Event.ProxyStarted it -> proxyStarted(it.proxy());
      case Event.InputClosed it -> running(it.proxy());
      case Event.ProxyExited it -> running(it.proxy());
      case Event.Effects it -> effects(it);
      case Event.Stalled _, Event.HarnessFailed _, Event.Ended _ -> null;
    };
  }

  private @Nullable String sent(Event.Sent sent) {
    if (tokens.putIfAbsent(sent.request(), sent.token()) != null) {
      return "request " + sent.request() + " was sent before";
    }
    return once.add("token " + sent.token())
        ? running(sent.proxy())
        : "the token " + sent.token() + " was sent before";
  }

  private @Nullable String disturbed(Event.Disturbed disturbed) {
    String wrong = once("disturbed", disturbed.number());
    if (wrong == null && disturbed.generation() >= 0) {
      wrong = started(disturbed.generation());
    }
    return wrong == null && disturbed.proxy() >= 0 ? running(disturbed.proxy()) : wrong;
  }

  private @Nullable String once(String what, int number) {
    return once.add(what + " " + number) ? null : "there is a second " + what + " " + number;
  }

  private @Nullable String paired(String what, int number, String first) {
    return once.contains(first + " " + number)
        ? once(what, number)
        : what + " " + number + " without its beginning";
  }

  /// What `not_sent` says is so for ever: effects must be counted when none can come any more.
  private @Nullable String uncounted(@Nullable String wrong) {
    return wrong == null && counted ? "the effects were counted before that" : wrong;
  }

  private @Nullable String effects(Event.Effects effects) {
    counted = true;
    if (!once.add("effects " + effects.token())) {
      return "the effects of the token " + effects.token() + " were counted before";
    }
    if (effects.rows().size() != effects.keys().size()) {
      return "there are not as many request keys as rows";
    }
    if (effects.generations() != null && effects.generations().size() != effects.rows().size()) {
      return "there are not as many generations as rows";
    }
    String token = effects.request() < 0 ? effects.token() : tokens.get(effects.request());
    return effects.token().equals(token)
        ? null
        : "the token " + effects.token() + " is not that of request " + effects.request();
  }

  private @Nullable String daemonStarted(int generation) {
    return generations.add(generation) ? null : "generation " + generation + " started before";
  }

  private @Nullable String proxyStarted(int proxy) {
    return proxies.add(proxy) ? null : "proxy " + proxy + " started before";
  }

  private @Nullable String life(String what, int generation) {
    return once.add(what + " " + generation)
        ? started(generation)
        : "generation " + generation + ": there is a second " + what;
  }

  private @Nullable String known(int request) {
    return tokens.containsKey(request) ? null : "request " + request + " was not sent yet";
  }

  private @Nullable String cancelled(int request) {
    return once.add("cancelled " + request)
        ? known(request)
        : "request " + request + " was cancelled before";
  }

  private @Nullable String started(int generation) {
    return generations.contains(generation)
        ? null
        : "generation " + generation + " was not started yet";
  }

  private @Nullable String running(int proxy) {
    return proxies.contains(proxy) ? null : "proxy " + proxy + " was not started yet";
  }
}
