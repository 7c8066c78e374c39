package dev.ridethrough.chaos.history;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ridethrough.chaos.scenario.JsonFile;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads one history of any format, and makes it one of today's.
final class HistoryReader {
  /// Far more than any scenario that can be written makes happen.
  static final int MAX_EVENTS = 50_000;

  private final Lines lines;
  private List<Upgrade> upgrades = List.of();

  HistoryReader(Lines lines) {
    this.lines = lines;
  }

  History read() throws BadHistoryException {
    String first = lines.next();
    if (first == null) {
      throw wrong(lines.isCut() ? "it breaks off here" : "it is empty");
    }
    Header header = header(first);
    return new History(
        header.format(),
        header.world(),
        header.target(),
        header.delivery(),
        header.windowMillis(),
        header.scenario(),
        events());
  }

  private Header header(String line) throws BadHistoryException {
    if (!(parsed(line, JsonNode.class) instanceof ObjectNode tree)
        || !tree.path("format").isInt()) {
      throw wrong("there is no format number");
    }
    int format = tree.path("format").intValue();
    refuse(format);
    upgrades = Upgrade.since(format);
    upgrades.forEach(it -> it.header(tree));
    tree.put("format", History.FORMAT);
    return understood(tree, Header.class);
  }

  private void refuse(int format) throws BadHistoryException {
    if (format > History.FORMAT) {
      throw new BadHistoryException(
          lines.name()
              + " was written by a newer Ridethrough (it is of format "
              + format
              + ", this one reads up to "
              + History.FORMAT
              + "): update");
    }
    if (format < 1) {
      throw wrong("there never was a format " + format);
    }
  }

  private List<Event> events() throws BadHistoryException {
    List<Event> events = new ArrayList<>();
    for (@Nullable String line = lines.next(); line != null; line = lines.next()) {
      if (events.size() == MAX_EVENTS) {
        throw lines.wrong("there are more events than any history has");
      }
      events.add(upgrades.isEmpty() ? parsed(line, Event.class) : upgraded(line));
    }
    return events;
  }

  private Event upgraded(String line) throws BadHistoryException {
    if (!(parsed(line, JsonNode.class) instanceof ObjectNode tree)) {
      throw wrong("this is no event");
    }
    upgrades.forEach(it -> it.event(tree));
    return understood(tree, Event.class);
  }

  private <T> T parsed(String line, Class<T> kind) throws BadHistoryException {
    try {
      T value = HistoryFile.MAPPER.readValue(line, kind);
      if (value == null) {
        throw wrong("this is null");
      }
      return value;
    } catch (JacksonException e) {
      throw wrong(JsonFile.plain(e));
    }
  }

  private <T> T understood(ObjectNode tree, Class<T> kind) throws BadHistoryException {
    try {
      return HistoryFile.MAPPER.treeToValue(tree, kind);
    } catch (JacksonException e) {
      throw wrong(JsonFile.plain(e));
    }
  }

  private BadHistoryException wrong(String why) {
    return lines.wrong("not a history: " + why);
  }
}
