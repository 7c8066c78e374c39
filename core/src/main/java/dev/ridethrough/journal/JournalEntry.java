package dev.ridethrough.journal;

import dev.ridethrough.machine.Row;
import dev.ridethrough.machine.StoreException;
import dev.ridethrough.machine.Table;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the [Journal] knows of one request.
///
/// @param id the number of its row; 0 before it has one
/// @param generation that started it last
/// @param starts how many generations did
/// @param result as JSON when completed; the reason when it is unknown
public record JournalEntry(
    long id,
    String key,
    String client,
    long number,
    String fingerprint,
    State state,
    long generation,
    int starts,
    String result) {

  /// How far it is.
  public enum State {
    STARTED,
    COMPLETED,
    /// A daemon died while it executed it, and it will never be executed again.
    UNKNOWN;

    /// What a later version has written, and this one does not know, is unknown: never executed.
    static State of(String name) {
      return Arrays.stream(values())
          .filter(it -> it.name().equals(name))
          .findFirst()
          .orElse(UNKNOWN);
    }
  }

  static JournalEntry start(Attempt it, String fingerprint) {
    return new JournalEntry(
        0,
        it.requestKey(),
        it.client(),
        it.number(),
        fingerprint,
        State.STARTED,
        it.generation(),
        1,
        "");
  }

  /// Columns that a later version adds come after these.
  ///
  /// @throws StoreException when it is none
  public static JournalEntry of(Row row) throws StoreException {
    List<String> values = row.values();
    try {
      return new JournalEntry(
          row.id(),
          values.get(0),
          values.get(1),
          Long.parseLong(values.get(2)),
          values.get(3),
          State.of(values.get(4)),
          Long.parseLong(values.get(5)),
          Integer.parseInt(values.get(6)),
          values.get(7));
    } catch (NumberFormatException e) {
      throw unreadable(Journal.ENTRIES, row, e);
    }
  }

  static StoreException unreadable(Table table, Row row, NumberFormatException cause) {
    return damaged(
        "row %d of its table %s has no number where one must be".formatted(row.id(), table.name()),
        cause);
  }

  static StoreException damaged(String what, @Nullable Exception cause) {
    return new StoreException(
        "The journal is damaged: "
            + what
            + ". What became of requests can't be told from it. Keep a copy of the store, then move"
            + " it away or put back an older one.",
        cause);
  }

  /// As a row of [Journal#ENTRIES].
  public List<String> values() {
    return List.of(
        key,
        client,
        Long.toString(number),
        fingerprint,
        state.name(),
        Long.toString(generation),
        Integer.toString(starts),
        result);
  }

  JournalEntry withId(long other) {
    return new JournalEntry(
        other, key, client, number, fingerprint, state, generation, starts, result);
  }

  JournalEntry startedAgain(long by) {
    return new JournalEntry(
        id, key, client, number, fingerprint, State.STARTED, by, starts + 1, "");
  }

  JournalEntry completed(String with) {
    return new JournalEntry(
        id, key, client, number, fingerprint, State.COMPLETED, generation, starts, with);
  }

  JournalEntry unknown(String reason) {
    return new JournalEntry(
        id, key, client, number, fingerprint, State.UNKNOWN, generation, starts, reason);
  }
}
