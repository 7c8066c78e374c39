package dev.ridethrough.cli;

import dev.ridethrough.daemon.LeaseHolder;
import dev.ridethrough.service.Check;
import dev.ridethrough.service.Condition;
import dev.ridethrough.service.Status;
import dev.ridethrough.service.Unit;
import dev.ridethrough.service.UnitState;
import dev.ridethrough.wire.ClientGroup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A status as JSON; docs/service.md says what the members mean.
final class StatusJson {
  private StatusJson() {}

  static Map<String, Object> of(Status status, List<Check> checks) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("home", status.settings().home().toString());
    json.put("socket", socket(status));
    put(json, "lease", lease(status.holder()));
    json.put("service", service(status.service()));
    Map<String, Object> versions = new LinkedHashMap<>();
    versions.put("program", status.versions().program());
    put(versions, "installed", status.versions().installed());
    if (status.condition() instanceof Condition.Serving serving) {
      versions.put("daemon", serving.version());
    }
    put(versions, "clients", clients(status.versions().clients()));
    json.put("versions", versions);
    json.put("checks", checks(checks));
    return json;
  }

  private static Map<String, Object> socket(Status status) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("path", status.settings().socket().toString());
    switch (status.condition()) {
      case Condition.Serving s -> {
        json.put("state", "serving");
        json.put("generation", s.generation());
        json.put("pid", s.pid());
        json.put("journal", s.journal());
        json.put("answeredInMillis", s.millis());
      }
      case Condition.NotServing n -> {
        json.put("state", n.why().words());
        json.put("explanation", n.explanation());
      }
    }
    return json;
  }

  private static @Nullable Map<String, Object> lease(@Nullable LeaseHolder holder) {
    if (holder == null) {
      return null;
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("file", holder.lockFile().toString());
    json.put("pid", holder.pid());
    json.put("generation", holder.generation());
    json.put("alive", holder.alive());
    return json;
  }

  private static Map<String, Object> service(Status.ServiceState service) {
    Map<String, Object> json = new LinkedHashMap<>();
    Unit unit = service.unit();
    json.put("installed", unit != null);
    if (unit != null) {
      json.put("program", unit.launcher().toString());
      json.put("drainMillis", unit.drain().toMillis());
      json.put("socketActivated", unit.activated());
      json.put("current", service.current());
    }
    UnitState state = service.state();
    if (state != null) {
      json.put("load", state.load());
      json.put("active", state.active());
      json.put("enabled", state.enabled());
      json.put("pid", state.pid());
    }
    return json;
  }

  private static @Nullable List<Map<String, Object>> clients(@Nullable List<ClientGroup> clients) {
    return clients == null ? null : clients.stream().map(ClientGroup::members).toList();
  }

  private static List<Map<String, Object>> checks(List<Check> checks) {
    List<Map<String, Object>> json = new ArrayList<>();
    for (Check check : checks) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("name", check.name());
      one.put("level", check.level().words());
      one.put("text", check.text());
      json.add(one);
    }
    return json;
  }

  private static void put(Map<String, Object> json, String name, @Nullable Object value) {
    if (value != null) {
      json.put(name, value);
    }
  }
}
