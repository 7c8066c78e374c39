package dev.ridethrough.chaos.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ridethrough.chaos.scenario.Fault;

/// In format 1 a life's death was called its fault, and the only thing that could lie in an
/// outage's way was a stale socket, of which nothing was noted.
final class UpgradeTo2 implements Upgrade {
  @Override
  public void header(ObjectNode header) {
    for (JsonNode it : header.path("scenario").path("lives")) {
      if (it instanceof ObjectNode life && life.has("fault")) {
        life.set("death", life.remove("fault"));
      }
      if (it.path("outage") instanceof ObjectNode outage) {
        outage(outage);
      }
    }
  }

  private static void outage(ObjectNode outage) {
    JsonNode stale = outage.remove("staleSocket");
    if (stale != null && stale.asBoolean()) {
      outage.putArray("faults").add(Fault.STALE_SOCKET.name());
    }
  }

  /// The first histories only told in words whether a signal was aimed at a kill point.
  @Override
  public void event(ObjectNode event) {
    if (event.path("event").asText().equals("faultStruck") && !event.has("aimed")) {
      event.put("aimed", event.path("aim").asText().contains(", phase "));
    }
  }
}
