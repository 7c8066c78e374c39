package dev.ridethrough.chaos.report.timeline;

import dev.ridethrough.chaos.check.Contender;
import dev.ridethrough.chaos.check.Generation;
import dev.ridethrough.chaos.check.Impairment;
import dev.ridethrough.chaos.check.RequestLife;
import dev.ridethrough.chaos.check.Span;
import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.history.Outcome;
import dev.ridethrough.chaos.scenario.Fault;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The lanes of a timeline: its client, the proxy, the generations, and those that must not serve.
final class Lanes {
  static final String LEGEND =
      "| is there, : starts or drains, - stands still, # can't be reached, X is struck";

  private static final int WIDTH = 8;
  private static final int PROXY = 1;

  private final View view;

  /// The first lane of a generation.
  private final int first;

  Lanes(View view) {
    this.view = view;
    this.first = view.hasClient() ? PROXY + 1 : 0;
  }

  int width() {
    return WIDTH * (first + view.generations().size() + view.contenders().size());
  }

  String head() {
    List<String> names = new ArrayList<>();
    if (view.hasClient()) {
      names.addAll(List.of("client", "proxy"));
    }
    view.generations().forEach(it -> names.add("gen " + it.number()));
    view.contenders().forEach(it -> names.add("cont " + it.started().number()));
    StringBuilder head = new StringBuilder();
    names.forEach(it -> head.append(String.format("%-" + WIDTH + "s", it)));
    return head.toString();
  }

  /// How everybody is then.
  ///
  /// @param event what happens to some of them, or null
  String draw(long at, @Nullable Event event) {
    StringBuilder lanes = new StringBuilder(" ".repeat(width()));
    if (view.hasClient()) {
      lanes.setCharAt(0, isWaiting(at) ? '|' : ' ');
      lanes.setCharAt(WIDTH, proxy(at, event));
    }
    for (int i = 0; i < view.generations().size(); i++) {
      lanes.setCharAt(WIDTH * (first + i), generation(view.generations().get(i), at, event));
    }
    for (int i = 0; i < view.contenders().size(); i++) {
      int lane = first + view.generations().size() + i;
      lanes.setCharAt(WIDTH * lane, contender(view.contenders().get(i), at));
    }
    if (event != null) {
      message(lanes, event);
    }
    return lanes.toString();
  }

  /// In a timeline about a proxy the client is always there.
  private boolean isWaiting(long at) {
    RequestLife life = view.life();
    return life == null
        || (life.sent().at() <= at
            && (life.replies().isEmpty() || at <= life.replies().getLast().at()));
  }

  private char proxy(long at, @Nullable Event event) {
    if (event instanceof Event.Disturbed it && it.proxy() == view.proxy()) {
      return 'X';
    }
    boolean gone =
        view.run().history().all(Event.ProxyExited.class).stream()
            .anyMatch(it -> it.proxy() == view.proxy() && it.at() <= at);
    if (gone) {
      return ' ';
    }
    return view.run().impairments().stream()
            .anyMatch(it -> it.holdsUp(view.proxy()) && isDuring(it, at))
        ? '-'
        : '|';
  }

  private static char generation(Generation generation, long at, @Nullable Event event) {
    boolean struck =
        switch (event) {
          case Event.FaultStruck it -> it.generation() == generation.number();
          case Event.Disturbed it ->
              it.generation() == generation.number() && it.fault().when() == Fault.When.LIFE;
          case null, default -> false;
        };
    if (struck) {
      return 'X';
    }
    Span lived = generation.lived();
    return lived.from() <= at && at < lived.to() ? impaired(generation, at) : ' ';
  }

  private static char impaired(Generation generation, long at) {
    List<Impairment> now =
        generation.impairments().stream().filter(it -> isDuring(it, at)).toList();
    if (now.isEmpty()) {
      return serves(generation, at) ? '|' : ':';
    }
    return now.stream().anyMatch(it -> it.fault().stopsDaemon()) ? '-' : '#';
  }

  /// Where one state follows the other, what it is from now on.
  private static boolean isDuring(Impairment it, long at) {
    return it.span().contains(at) && it.span().to() != at;
  }

  private static boolean serves(Generation generation, long at) {
    return generation.servingSpans().stream().anyMatch(it -> it.contains(at));
  }

  private static char contender(Contender it, long at) {
    return it.span().contains(at) && it.span().to() != at ? ':' : ' ';
  }

  private void message(StringBuilder lanes, Event event) {
    switch (event) {
      case Event.Sent it -> arrow(lanes, serving(it.at()), true);
      case Event.Cancelled _ -> arrow(lanes, PROXY, true);
      case Event.Progressed it -> arrow(lanes, serving(it.at()), false);
      case Event.Acknowledged _, Event.ToolsChanged _ -> arrow(lanes, PROXY, false);
      case Event.Replied it -> arrow(lanes, source(it), false);
      case Event.StrayLine _ -> arrow(lanes, PROXY, false);
      default -> {}
    }
  }

  /// From the client to that lane, or from there to it.
  private static void arrow(StringBuilder lanes, int lane, boolean there) {
    int to = lane * WIDTH;
    for (int i = 1; i < to; i++) {
      lanes.setCharAt(i, '-');
    }
    if (lane > PROXY) {
      lanes.setCharAt(WIDTH * PROXY, '+');
    }
    lanes.setCharAt(0, 'o');
    lanes.setCharAt(there ? to - 1 : 1, there ? '>' : '<');
  }

  /// A proxy makes up all that is no result.
  private int source(Event.Replied reply) {
    if (reply.outcome() != Outcome.RESULT) {
      return PROXY;
    }
    int writer = writer(reply);
    return writer > PROXY ? writer : serving(reply.at());
  }

  /// The lane of the generation that left the row that the reply names, or [#PROXY].
  private int writer(Event.Replied reply) {
    Event.Effects effects = view.life() == null ? null : view.life().effects();
    List<Integer> by = effects == null ? null : effects.generations();
    int row = effects == null || reply.row() == null ? -1 : effects.rows().indexOf(reply.row());
    if (by == null || row < 0) {
      return PROXY;
    }
    for (int i = 0; i < view.generations().size(); i++) {
      if (view.generations().get(i).number() == by.get(row)) {
        return first + i;
      }
    }
    return PROXY;
  }

  /// The lane of who serves then, or [#PROXY].
  private int serving(long at) {
    for (int i = 0; i < view.generations().size(); i++) {
      if (serves(view.generations().get(i), at)) {
        return first + i;
      }
    }
    return PROXY;
  }
}
