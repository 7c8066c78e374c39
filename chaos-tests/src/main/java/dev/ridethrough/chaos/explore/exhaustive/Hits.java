package dev.ridethrough.chaos.explore.exhaustive;

import dev.ridethrough.chaos.check.Run;
import dev.ridethrough.chaos.scenario.Scenario;
import dev.ridethrough.grace.Delivery;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Adds up which windows were hit, run after run.
final class Hits {
  private final Map<Window, Hit> windows = new LinkedHashMap<>();
  private final Set<String> unplanned = new TreeSet<>();
  private final Set<KillPoint> points;
  private final Gathering gathering;

  private static final class Hit {
    private long hits;
    private long kills;
    private @Nullable Scenario witness;

    void add(Scenario scenario, boolean killed) {
      hits++;
      boolean better = killed && kills == 0;
      kills += killed ? 1 : 0;
      if (witness == null || better) {
        witness = scenario;
      }
    }
  }

  Hits(Delivery delivery) {
    points = Plan.points(delivery);
    gathering = new Gathering(delivery);
    Plan.windows(delivery).forEach(it -> windows.put(it, new Hit()));
  }

  void add(Scenario scenario, Run run, Visits visits) {
    gathering.add(scenario, run, visits);
    for (Window window : visits.hit()) {
      Hit hit = windows.get(window);
      if (hit != null) {
        hit.add(scenario, visits.killed().contains(window));
      }
    }
    for (KillPoint point : visits.points()) {
      if (!points.contains(point)) {
        unplanned.add(point.toString());
      }
    }
  }

  Certificate certificate(Certificate.Made made) {
    Map<Window, String> reasons = Plan.reasons();
    List<Certificate.Line> lines = new ArrayList<>();
    windows.forEach((window, hit) -> lines.add(line(window, hit, reasons.get(window))));
    return new Certificate(
        made,
        lines.size(),
        count(lines, it -> it.hits() > 0),
        count(lines, it -> it.kills() > 0),
        count(lines, it -> it.reason() != null),
        count(lines, Certificate.Line::isUnhit),
        List.copyOf(unplanned),
        gathering.evidence(),
        lines);
  }

  private static int count(List<Certificate.Line> lines, Predicate<Certificate.Line> which) {
    return (int) lines.stream().filter(which).count();
  }

  private static Certificate.Line line(Window window, Hit hit, @Nullable String reason) {
    KillPoint point = window.point();
    return new Certificate.Line(
        point.kind().name(),
        point.phase(),
        point.operation(),
        window.request(),
        hit.hits,
        hit.kills,
        reason,
        hit.witness);
  }
}
