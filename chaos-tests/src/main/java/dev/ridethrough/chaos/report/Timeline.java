package dev.ridethrough.chaos.report;

import dev.ridethrough.chaos.check.Generation;
import dev.ridethrough.chaos.check.Impairment;
import dev.ridethrough.chaos.check.RequestLife;
import dev.ridethrough.chaos.check.Run;
import dev.ridethrough.chaos.check.Span;
import dev.ridethrough.chaos.history.Event;
import dev.ridethrough.chaos.history.History;
import dev.ridethrough.chaos.history.Outcome;
import dev.ridethrough.chaos.scenario.Death.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The path of one request, drawn in text: time runs down, a lane for the request and one for each
/// generation.
public final class Timeline {
  private static final int LANE = 8;

  private final Run run;
  private final RequestLife life;
  private final List<Generation> lanes;
  private final StringBuilder out = new StringBuilder();

  private Timeline(Run run, RequestLife life) {
    this.run = run;
    this.life = life;
    this.lanes = run.generations().stream().filter(it -> concerns(it, life)).toList();
  }

  /// Some lines, each with its end; a single one that says so when the history has no such request.
  public static String draw(History history, int request) {
    Run run = Run.of(history);
    Optional<RequestLife> life =
        run.lives().stream().filter(it -> it.number() == request).findFirst();
    return life.map(it -> new Timeline(run, it).draw())
        .orElseGet(() -> "the history has no request " + request + System.lineSeparator());
  }

  private String draw() {
    line(Plain.line(life.name() + ", token " + life.sent().token()));
    line(
        " ".repeat(13)
            + "| serves, - stands still, # can't be reached, : starts or drains, X is struck");
    StringBuilder head = new StringBuilder(" ".repeat(13)).append(cell("client"));
    lanes.forEach(it -> head.append(cell("gen " + it.number())));
    line(head.toString().stripTrailing());
    for (Event event : events()) {
      String text = text(event);
      if (text != null) {
        row(event, text);
      }
    }
    ledger();
    return out.toString();
  }

  /// Whether it lived at some time of the request's life.
  private static boolean concerns(Generation generation, RequestLife life) {
    Event.DaemonDied died = generation.died();
    long to = died == null ? Span.OPEN : died.at();
    return new Span(generation.started().at(), to).touches(whole(life));
  }

  /// To the last reply, if there are several.
  private static Span whole(RequestLife life) {
    long to = life.replies().isEmpty() ? life.span().to() : life.replies().getLast().at();
    return new Span(life.sent().at(), to);
  }

  /// From when it was sent to its last reply, by their order: many things carry the same time.
  private List<Event> events() {
    List<Event> all = run.history().events();
    int to = life.replies().isEmpty() ? all.size() : all.lastIndexOf(life.replies().getLast()) + 1;
    return all.subList(all.indexOf(life.sent()), to);
  }

  private @Nullable String text(Event event) {
    return switch (event) {
      case Event.Sent it when it.request() == life.number() -> "sent through proxy " + it.proxy();
      case Event.Cancelled it when it.request() == life.number() -> "cancelled by its client";
      case Event.Progressed it when it.request() == life.number() -> "progress";
      case Event.Replied it when it.request() == life.number() -> reply(it);
      case Event.DaemonStarted it -> "generation " + it.generation() + " is started";
      case Event.DaemonServing it -> "generation " + it.generation() + " serves";
      case Event.FaultStruck it when it.signal() != Signal.NONE -> strike(it);
      case Event.PathGone it -> "the socket of generation " + it.generation() + " is gone";
      case Event.DaemonDied it ->
          "generation "
              + it.generation()
              + " is dead"
              + (it.expected() ? "" : ", struck by nobody");
      case Event.Stalled it -> "the harness itself stood still for " + it.millis() + " ms";
      case Event.HarnessFailed it -> "the harness failed: " + it.message();
      case Event.ProxyExited it when it.proxy() == life.sent().proxy() ->
          "proxy " + it.proxy() + " exited with status " + it.status();
      case Event.Disturbed it when concerns(it) -> begun(it);
      case Event.Relieved it -> over(it);
      case Event.ContenderStarted it ->
          "another daemon (process "
              + it.pid()
              + ") is started, which must not serve: "
              + it.fault().title();
      case Event.ContenderEnded it ->
          "that other daemon"
              + (it.status() < 0 ? " had to be killed" : " ended with status " + it.status())
              + (it.served() ? ", AFTER IT HAD SERVED" : "")
              + ", saying: "
              + it.said();
      case Event.Attempts it ->
          it.processes()
              + " proxies connected "
              + it.connections()
              + " times in "
              + it.millis()
              + " ms, at most "
              + it.busiest()
              + " times within 10 ms";
      case Event.Sent _,
          Event.Cancelled _,
          Event.Progressed _,
          Event.Replied _,
          Event.StrayLine _,
          Event.FaultStruck _,
          Event.Disturbed _,
          Event.ProxyStarted _,
          Event.InputClosed _,
          Event.ProxyExited _,
          Event.Effects _,
          Event.Ended _ ->
          null;
    };
  }

  /// What befalls another proxy is of no interest here.
  private boolean concerns(Event.Disturbed disturbed) {
    return !disturbed.fault().strikesProxy() || disturbed.proxy() == life.sent().proxy();
  }

  private static String begun(Event.Disturbed it) {
    return it.fault().title() + " (" + (it.landed() ? "" : "missed its aim: ") + it.aim() + ")";
  }

  private @Nullable String over(Event.Relieved relieved) {
    return run.impairments().stream()
        .filter(it -> it.begun().number() == relieved.number() && concerns(it.begun()))
        .map(it ->
            "no more: "
                + it.fault().title()
                + " (for "
                + (relieved.at() - it.begun().at()) / 1_000
                + " ms; "
                + relieved.detail()
                + (relieved.intact() ? "" : "; NOT LEFT ALONE")
                + ")")
        .findFirst()
        .orElse(null);
  }

  private static String reply(Event.Replied reply) {
    String outcome = reply.outcome().name().toLowerCase(Locale.ROOT);
    if (reply.outcome() != Outcome.RESULT) {
      return outcome + ": " + reply.detail();
    }
    return reply.row() == null ? outcome : outcome + ": row #" + reply.row();
  }

  private static String strike(Event.FaultStruck strike) {
    String where = strike.landed() ? strike.aim() : "missed its aim: " + strike.aim();
    return strike.signal() + " strikes generation " + strike.generation() + " (" + where + ")";
  }

  private void row(Event event, String text) {
    StringBuilder row = new StringBuilder();
    row.append(String.format(Locale.ROOT, "%,9d ms ", (event.at() - life.sent().at()) / 1_000));
    String client = client(event);
    int serving = client.equals("|") ? -1 : servingLane(event);
    row.append(arrow(client, serving));
    for (int i = Math.max(0, serving); i < lanes.size(); i++) {
      row.append(cell(lane(lanes.get(i), event)));
    }
    line(row + "  " + Plain.line(text));
  }

  private static String client(Event event) {
    return switch (event) {
      case Event.Sent _, Event.Cancelled _ -> ">";
      case Event.Progressed _, Event.Replied _ -> "<";
      case Event.StrayLine _,
          Event.DaemonStarted _,
          Event.DaemonServing _,
          Event.FaultStruck _,
          Event.PathGone _,
          Event.DaemonDied _,
          Event.Disturbed _,
          Event.Relieved _,
          Event.ContenderStarted _,
          Event.ContenderEnded _,
          Event.Attempts _,
          Event.ProxyStarted _,
          Event.InputClosed _,
          Event.ProxyExited _,
          Event.Effects _,
          Event.Stalled _,
          Event.HarnessFailed _,
          Event.Ended _ ->
          "|";
    };
  }

  /// The lane of the generation that a request sent now goes to, or that a result comes from; -1
  /// when there is none.
  private int servingLane(Event event) {
    if (event instanceof Event.Replied it && it.outcome() != Outcome.RESULT) {
      return -1;
    }
    for (int i = 0; i < lanes.size(); i++) {
      if (serves(lanes.get(i), event.at())) {
        return i;
      }
    }
    return -1;
  }

  private static String arrow(String client, int lane) {
    if (lane < 0) {
      return cell(client.equals("|") ? "|" : "o");
    }
    String shaft = "-".repeat(LANE * (lane + 1) - 2);
    return client.equals(">") ? "o" + shaft + ">" : "o<" + shaft;
  }

  private String lane(Generation generation, Event event) {
    boolean struck =
        event instanceof Event.FaultStruck it && it.generation() == generation.number();
    if (struck) {
      return "X";
    }
    long at = event.at();
    Event.DaemonDied died = generation.died();
    boolean alive = generation.started().at() <= at && (died == null || at < died.at());
    return alive ? impaired(generation, at) : "";
  }

  /// Where one state follows the other, what it is from now on.
  private static String impaired(Generation generation, long at) {
    List<Impairment> now =
        generation.impairments().stream()
            .filter(it -> it.span().contains(at) && it.span().to() != at)
            .toList();
    if (now.isEmpty()) {
      return serves(generation, at) ? "|" : ":";
    }
    return now.stream().anyMatch(it -> it.fault().stopsDaemon()) ? "-" : "#";
  }

  private static boolean serves(Generation generation, long at) {
    return generation.servingSpans().stream().anyMatch(it -> it.contains(at));
  }

  private void ledger() {
    line("");
    Event.Effects effects = life.effects();
    if (effects == null) {
      line("   in the end  its rows were not counted");
      return;
    }
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < effects.rows().size(); i++) {
      rows.add("#" + effects.rows().get(i) + " (request key " + effects.keys().get(i) + ")");
    }
    String executed =
        switch (rows.size()) {
          case 0 -> "no row carries its token";
          case 1 -> "row " + rows.getFirst() + " carries its token";
          default ->
              "rows "
                  + String.join(" and ", rows)
                  + " carry its token: EXECUTED "
                  + rows.size()
                  + " TIMES";
        };
    line("   in the end  " + Plain.line(executed));
  }

  private static String cell(String text) {
    return String.format("%-" + LANE + "s", text);
  }

  private void line(String text) {
    out.append(text).append(System.lineSeparator());
  }
}
